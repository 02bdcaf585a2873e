import { refusedFilters } from './filters/table.js';
import { globalExamples, refused, tagExamples, testExamples, type Examples } from './reference-examples.js';
import { filterExamples } from './reference-filter-examples.js';
import { listFilters, listGlobals, listTags, listTests, type TemplateFeature } from './features.js';

/** The page `docs/reference/templates.md`, made from the tables that templates are rendered with. */
export function templateReference(): string {
  const families = [...new Set(listFilters().map((feature) => feature.family))];
  const filters = families.map(
    (family) =>
      `### ${family[0]?.toUpperCase()}${family.slice(1)}\n\n${table(
        listFilters().filter((feature) => feature.family === family),
        filterExamples,
      )}`,
  );
  return [
    '# Templates\n',
    '<!-- Made from the tables in libs/rendering: FLEET_WRITE_REFERENCE=1 npm run jest -- libs/rendering/src/reference -->\n',
    introduction,
    `## Tags\n\n${table(listTags(), tagExamples)}`,
    `## Functions\n\n${table(listGlobals(), globalExamples)}`,
    `## Tests\n\n${table(listTests(), testExamples)}`,
    `## Filters\n\n${filters.join('\n')}`,
    `### Refused filters\n\n${rows(
      ['filter', 'why'],
      [...refusedFilters].map(([name, why]) => [code(name), why]),
    )}`,
    differences,
  ].join('\n');
}

const introduction = `State files, pillar files and the templates of \`file.managed\` are written in Jinja as Salt knows it: what a template prints there it
prints here, byte for byte. Values are Python's: \`{{ True }}\` prints \`True\`, \`{{ none }}\` prints \`None\`, integers keep all their digits, an
empty list is false, \`==\` never converts. Texts, lists, mappings and numbers carry Python's methods. What is not supported is refused
when the template is read, with its file and line.

A template sees \`pillar\`, \`grains\`, \`opts\`, \`salt\`, \`sls\`, \`slspath\`, \`tpldir\`, \`tplfile\` and what its caller adds. \`salt['module.function'](…)\`,
\`salt.module.function(…)\` and \`salt.module['function'](…)\` call an execution function; \`'module.function' in salt\` asks whether there is one.

One render may put out 10 Mi characters, take 1,000,000 turns of loops and macros, nest 200 deep and last 10 seconds; regular
expressions are matched in linear time.
`;

const differences = `## Deliberate differences

| Jinja in Salt | here |
|---|---|
| prints \`<generator object …>\` for \`list \\| map(…)\` | refused: add \`\\| list\` or \`\\| join\` |
| prints a list with something undefined in it as \`[Undefined]\` | refused, as everywhere else |
| \`file_hashsum\`, \`which\`, \`list_files\` … look at the machine that renders | at the minion, through the functions that \`salt[…]\` calls; refused where templates have none, as in pillar files |
| \`dns_check\`: resolves a name and tries its addresses | refused |
| \`random_hash\`, \`random_str\`, \`lipsum\`, texts as seeds of \`random_sample\` and \`random_shuffle\` | refused: a template must render the same twice |
| Python's whole regular expressions | without look-around and back references, never slow; \`\\b\` knows the letters of ASCII |
| options of \`ipaddr\`, \`is_ip\` and the like that mean nothing are passed over | refused |
| \`gen_mac\` by chance | made of the prefix: the same prefix, the same address |
| \`json_query\` | refused: what reads JMESPath rounds large ints; use \`map\`, \`selectattr\`, \`traverse\` |
| \`x.__class__\` and other doors to the interpreter | are not there |
| prints functions with their address (\`{{ d.items }}\`) | refused: call it |
| \`(1.5).hex()\`, \`(1).to_bytes(…)\`, \`dict['name']\`, characters by name (\`'\\N{BULLET}'\`), looping over \`loop\` itself | refused |
| \`'json_query' is filter\`, of a filter that is refused | refused: neither answer would be true |
| lets undefined pass in corners: \`'text' % missing\`, \`missing in d.items()\`, \`missing \\| pprint\` | refused |
| bytes (\`'a'.encode()\`), sets (\`d.keys() - ['a']\`), complex numbers (\`(-1) ** 0.5\`) | refused |
| \`autoescape true\`, entities that \`striptags\` does not know | refused |
| ints of any size, texts of any length | up to 100,000 bits, and as long as a render may put out |
| a set as the result of \`unique\` or \`union\` of tuples and texts | a list in the order of first appearance |
| dates in the zone of the machine | in UTC, so that all minions render the same |
| YAML: a key that stands twice in one mapping, in a tree of the same keys | refused, all of them at once |
| YAML: an unquoted \`0x…\` of more digits than a float holds | refused: quote it |
| YAML: \`yes\`, \`on\`, \`0644\`, \`1:30\`, \`0xff\` unquoted | read as Salt reads them, with a warning |
| YAML: \`!!binary\`, \`!!set\`, \`!!pairs\`, an alias inside of what it means | refused: they are no plain data |
`;

function table(features: readonly TemplateFeature[], examples: Examples): string {
  return rows(
    ['written', 'meaning', 'example', 'prints'],
    features.map((feature) => {
      const [template, output] = examples[feature.name] ?? ['', ''];
      return [code(feature.usage), feature.doc, code(template), output === refused ? 'refused' : code(output)];
    }),
  );
}

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\n', '\\n').replace(/(?<!\\)\|/g, '\\|')).join(' | ')} |`;
  return `${[line(head), `|${head.map(() => '---').join('|')}|`, ...body.map(line)].join('\n')}\n`;
}

function code(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}
