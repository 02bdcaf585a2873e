/**
 * The pages of `docs/reference/` as text, from the tables of functions, states, subjects and options. TypeScript is bundled into
 * memory by `docs.mjs`; this file only writes Markdown.
 * @param {{ functionTables: ReadonlyMap<string, any>[], stateTable: ReadonlyMap<string, any>, describeArguments: Function,
 *   stringifyPlain: Function, subjectTable: object, permissions: object, exitCodes: object, cli: any }} tables
 */
export function referencePages(tables) {
  const functions = tables.functionTables.flatMap((table) => [...table.values()]);
  return new Map([
    ...functionPages(functions, tables),
    ...statePages([...tables.stateTable.values()], tables),
    ['subjects.md', subjectsPage(tables)],
    ['cli.md', cliPage(tables.cli)],
    ['configuration.md', configurationPage(tables)],
    ['lint.md', lintPage(tables)],
  ]);
}

const generated = '<!-- Made by `node build/docs.mjs` from the tables in the code; `npm run check` compares. -->';

/** What a shell completes behind a target: a module of fleetctl, which must not carry the functions themselves. */
export function completedFunctions({ functionTables, describeArguments }) {
  const rows = functionTables
    .flatMap((table) => [...table.values()])
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, args }) => {
      const names = describeArguments(args).flatMap((row) => (row.name.startsWith('*') ? [] : [row.name]));
      return `  '${name}': '${names.join(' ')}',`;
    });
  return [
    '// Made by `node build/docs.mjs` from the tables in the code; `npm run check` compares.',
    '/* eslint max-lines: off -- a row for each function, and nothing else */',
    '',
    '/** Every execution function, with the names of its arguments. */',
    'export const completedFunctions: Readonly<Record<string, string>> = {',
    ...rows,
    '};',
    '',
  ].join('\n');
}

/**
 * What `fleetctl doc` tells without a master, a line for each state and function. The bundle holds it packed, and opens it for that command only.
 */
export function documentedRows({ functionTables, stateTable, describeArguments, stringifyPlain }) {
  const row = (kind) => (definition) => {
    const { name, doc, args, example } = definition;
    const rows = describeArguments(args).map((argument) => ({
      name: argument.name,
      type: argument.type,
      ...(argument.required && { required: true }),
      ...(argument.default !== undefined && { default: stringifyPlain(argument.default) }),
      doc: argument.doc,
    }));
    const marks = { ...(definition.looks === true && { looks: true }), ...(definition.onWatch && { watches: true }) };
    return { kind, name, ...marks, doc, args: rows, example: example.trimEnd() };
  };
  const byName = (a, b) => (a.name < b.name ? -1 : 1);
  const functions = functionTables.flatMap((table) => [...table.values()]).sort(byName);
  const rows = [...[...stateTable.values()].sort(byName).map(row('state')), ...functions.map(row('function'))];
  return [
    '// Made by `node build/docs.mjs` from the tables in the code; `npm run check` compares.',
    '/* eslint max-lines: off -- a row for each state and function, and nothing else */',
    "import type { Documented } from './documented-row.js';",
    '',
    '// prettier-ignore',
    'export const documented: readonly Documented[] = [',
    ...rows.map((each) => `  ${JSON.stringify(each)},`),
    '];',
    '',
  ].join('\n');
}

/** What only looks: the master goes by it where an operator may look and nothing else, and must not carry the functions themselves. */
export function lookingFunctions({ functionTables }) {
  const names = functionTables
    .flatMap((table) => [...table.values()])
    .filter(({ looks }) => looks === true)
    .map(({ name }) => name)
    .sort();
  return [
    '// Made by `node build/docs.mjs` from the tables in the code; `npm run check` compares.',
    '/* eslint max-lines: off -- a row for each function, and nothing else */',
    '',
    '/** Execution functions that look at the machine, or answer from what they are given, and touch nothing. */',
    'export const lookingFunctions: readonly string[] = [',
    ...names.map((name) => `  '${name}',`),
    '];',
    '',
  ].join('\n');
}

function functionPages(functions, tables) {
  return modulePages('functions', functions, tables, {
    title: 'Functions',
    intro:
      'Everything that can stand behind a target: `fleetctl TARGET FUNCTION [arguments…] [key=value…]`. Arguments may be given by position, in the order of their rows, or by name. `sys.doc` says the same on a minion.',
    example: (definition) => ['```', `fleetctl '*' ${definition.example}`, '```'],
  });
}

function statePages(states, tables) {
  return modulePages('states', states, tables, {
    title: 'States',
    intro:
      'What an SLS file can ask for. Every state also takes the arguments that all have: `name`, `names`, the requisites, `unless`, `onlyif`, `creates`, `check_cmd`, `retry`, `order`, `failhard`, `parallel`, `fire_event`, `reload_modules`.',
    example: (definition) => [
      '```yaml',
      definition.example.trimEnd(),
      '```',
      ...(definition.onWatch ? ['', 'Reacts to `watch`.'] : []),
    ],
  });
}

/** One page for each module, and `README.md` with a line for each definition. */
function modulePages(folder, definitions, tables, { title, intro, example }) {
  const modules = byModule(definitions);
  const index = modules.map(([module, list]) => {
    const rows = list.map(({ name, doc }) => [`[${name}](${module}.md#${anchor(name)})`, firstSentence(doc)]);
    return `## ${module}\n\n${table([folder === 'states' ? 'state' : 'function', 'what it does'], rows)}`;
  });
  return [
    [`${folder}/README.md`, page(title, intro, index)],
    ...modules.map(([module, list]) => [
      `${folder}/${module}.md`,
      page(module, `[All ${title.toLowerCase()}](README.md)`, [section(list, tables, example)]),
    ]),
  ];
}

/** As the forges make it of a heading. */
function anchor(name) {
  return name.toLowerCase().replace(/[^a-z0-9_-]/g, '');
}

function firstSentence(doc) {
  return /^.*?[.](?= [A-Z`]|$)/s.exec(doc)?.[0] ?? doc;
}

function page(title, intro, sections) {
  return `${[generated, `# ${title}`, intro, ...sections].join('\n\n')}\n`;
}

function byModule(definitions) {
  const modules = new Map();
  for (const definition of [...definitions].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const module = definition.name.split('.')[0];
    modules.set(module, [...(modules.get(module) ?? []), definition]);
  }
  return [...modules];
}

function section(definitions, tables, example) {
  return definitions
    .map((definition) =>
      [
        `## ${definition.name}`,
        definition.doc,
        ...(definition.destroys ? [`**Destroys:** ${definition.destroys}`] : []),
        ...argumentTable(definition, tables),
        example(definition).join('\n'),
      ].join('\n\n'),
    )
    .join('\n\n');
}

function argumentTable(definition, { describeArguments, stringifyPlain }) {
  const rows = describeArguments(definition.args);
  if (rows.length === 0) return [];
  const cells = rows.map((row) => [
    code(row.name),
    row.type,
    row.required ? 'required' : row.default === undefined ? '' : code(stringifyPlain(row.default)),
    row.doc,
  ]);
  return [table(['argument', 'type', 'default', 'meaning'], cells)];
}

function subjectsPage({ subjectTable, permissions }) {
  const subjects = Object.values(subjectTable).map((row) => [
    code(row.pattern),
    row.account,
    row.senders.join(', '),
    row.receivers.join(', '),
    row.transport,
    row.about,
  ]);
  const rights = Object.entries(permissions).map(([role, { publish, subscribe }]) => [
    role,
    publish.map(code).join('<br>'),
    subscribe.map(code).join('<br>'),
  ]);
  return page(
    'Subjects and permissions',
    '`<M>` is the public key of a minion, `<O>` of an operator, `<J>` of a join token: whoever sends on a subject is who it names, because the bus lets nobody else. Names that people choose are never part of a subject.',
    [
      `## Subjects\n\n${table(['subject', 'account', 'from', 'to', 'how', 'what'], subjects)}`,
      `## Permissions\n\nAllow lists only. \`{{subject()}}\` is the public key of whoever is connected, filled in by nats-server.\n\n${table(['role', 'may publish', 'may subscribe'], rights)}`,
    ],
  );
}

const answersText = [
  '## Answers',
  'Answers go to stdout; who is silent and why, the count at the end, and errors of fleetctl itself, go to stderr.',
  '**On a terminal**, while a job runs, one line for each minion says how long it has been at it, at which of how many states, and what it does. When the job has ended, minions whose answers are the same apart from times share one: first what is fine, then what changed, what would change, and last what failed. A diff that several of those have is shown once, with the minions. Then come the silent, and one line that counts. `--no-group` shows each minion for itself as its answer arrives; `--verbose` spells long lists of minions out; `--quiet` shows answers only.',
  '**Into a file or a pipe** answers are in the order of the ids, without colours and without times of fleetctl, so that the same answers make the same text. `--group` shows them there as on a terminal.',
  '`--out json` prints one object for the whole job: each minion that answered with its value, or with `{"fault": {"code", "message", "details"}}` where it did not get to run. Minions that are silent are not in it; they are on stderr and in the exit code. Of the other commands, `--out json` prints what the master said.',
  '`--out ndjson` prints one object a line as answers arrive: `{"minion", "retcode", "value"}`, or `fault` in the place of `value`; then `{"minion", "silent"}` for each that did not answer; then `{"job"}` with its jid, how many were expected and came to what, and `exit_code`. Whoever has not read that line has not read all of it.',
  '`--out table` prints one table: a row for each minion, and a column for each key of what it answered.',
  'Ctrl-C leaves the job alone: it goes on, and `fleetctl jobs watch JID` or `fleetctl jobs show JID` come back to it.',
].join('\n\n');

function cliPage({ targetOptions, callOptions, commonOptions, commands, callExamples, exitCodeLines }) {
  const options = (rows) =>
    table(
      ['option', 'meaning'],
      rows.map((row) => [code(row.flags), sentence(row)]),
    );
  const command = (row) =>
    [
      `### ${row.name}`,
      row.about,
      ...(row.options ? [options(row.options)] : []),
      fence([`# fleetctl ${`${row.name} ${row.operands}`.trim()}`, ...row.examples]),
    ].join('\n\n');
  return page('fleetctl', 'Asks minions to do things, and shows what they return.', [
    fence(['fleetctl [options] TARGET FUNCTION [arguments...] [key=value...]', 'fleetctl [options] COMMAND [...]']),
    fence(callExamples),
    `## Targets\n\nWithout an option TARGET is a glob on minion ids.\n\n${options(targetOptions)}`,
    `## Arguments\n\nPlain words are text; \`True\`, \`False\`, \`None\` and numbers are what they look like; \`[a, b]\`, \`{a: 1}\` and quoted texts are YAML in flow style. What Salt's YAML would mangle stays text: \`0644\`, \`0xab…\`, \`22:30\`, \`1_000\`. Integers keep all their digits. What starts with a dash goes behind \`--\`.`,
    `## Options\n\nThey may stand anywhere.\n\n${options([...callOptions, ...commonOptions])}`,
    answersText,
    `## Commands\n\n${commands.map(command).join('\n\n')}`,
    `## Exit codes\n\nWhere several apply: 5 before 4 before 1 before 7.\n\n${table(
      ['code', 'meaning'],
      exitCodeLines.map(([number, about]) => [String(number), about]),
    )}`,
  ]);
}

function configurationPage({ masterSettings, minionSettings }) {
  const settings = (rows) =>
    table(
      ['key', 'default', 'meaning'],
      Object.entries(rows)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, { about, default: usual }]) => [code(key), usual === undefined ? '' : usual, about]),
    );
  return page(
    'Configuration',
    'Of the master `/etc/fleet/master.yaml`, of a minion `/etc/fleet/minion.yaml`, both under the root that `--root DIR` names. `*.conf` and `*.yaml` of `master.d` and `minion.d` are merged over them in the order of their names: mappings key by key, everything else as a whole. Relative paths are below the root.',
    [
      'A key that is not in these tables, or a value that cannot be, is refused with file, line and what was probably meant: the program does not start with half a configuration. The master reads `roles`, `approvals` and `schedule` anew on SIGHUP (`systemctl reload fleet-master`) and stays with the old ones, and says so in its log, where the new ones are wrong; all else takes a restart.',
      `## The master\n\n${settings(masterSettings)}`,
      `## A minion\n\n${settings(minionSettings)}`,
      `## An example\n\n${fence(
        [
          '# /etc/fleet/master.yaml',
          'interface: 10.0.0.1',
          'servers: [tls://10.0.0.1:4222, tls://fleet.example.net:4222]',
          'nodegroups:',
          "  production: 'miner-* and not miner-test-*'",
          'autosign:',
          "  - {ids: 'miner-*', token: rack4}",
          'backup:',
          '  directory: /mnt/elsewhere/fleet',
          "  schedule: '03:30'",
          '  recipients: [age14vt9dzww0rg5xu8y34spk0q6tzs28k8klx7pjxzaak7tqjje993sghhxff]',
          'keep_bytes: 2GiB',
        ],
        'yaml',
      )}`,
    ],
  );
}

function lintPage({ checkTable, checkExamples }) {
  const rows = Object.entries(checkTable);
  const example = (name) => {
    const [[file, content]] = Object.entries(checkExamples[name].files);
    return [
      `${code(file)}:`,
      fence([content.trimEnd()], file.endsWith('.sls') || file.endsWith('.yaml') ? 'yaml' : ''),
    ];
  };
  return page(
    'What lint looks for',
    "`fleetctl lint` asks the running master, which lints what it serves for the minions that it knows; `fleet-master lint` does the same from files alone, for a pipeline. Both render and compile every SLS and every pillar for every minion: whatever the compilers refuse or warn of is a finding under their own codes (`yaml.…`, `template.…`, `pillar.…`, `top.…`, `sls.…`, `state.…`, `requisite.…`), and shown once with the minions that it holds for. The checks below are lint's own.",
    [
      `## Who it is for\n\n${[
        '- `fleetctl lint`: all accepted minions with the grains that each told last, and those that top files name.',
        '- `fleet-master lint`: the same where the master has a store under `--root`; with `--minion ID` (again and again) or `--minions FILE`, those and no others.',
        '- Where no grains are known: those of `--grains FILE` (one mapping for all, or one by id, as `grains.items --out json` prints them), else those of a fresh Debian 12 on x86_64, with a note.',
        '- An SLS that no top file gives to anybody is compiled on its own; it counts as broken where it compiles for nobody, and in no other SLS that includes it.',
        '- Functions that templates call are answered by an empty machine in memory. What only the real one can answer is the note `lint.unknown`.',
      ].join('\n')}`,
      `## Exit codes\n\n${table(
        ['code', 'meaning'],
        [
          ['0', 'nothing but notes and, without `--strict`, warnings'],
          ['1', 'errors; with `--strict` also warnings'],
          ['2', 'the command line makes no sense'],
          ['5', 'something does not render or compile (before 1)'],
        ],
      )}\n\nWhere lint itself gives no result, the other codes of fleetctl and fleet-master apply: the master cannot be reached, or lint took too long.`,
      `## Answering a finding\n\nA comment says why something is meant as it is, on the line or above it, in either tree; \`ignore-file\` is for its whole file. A code may be a glob, and a reason is needed.\n\n${fence(
        [
          '# lint: ignore lint.environment-space the daemon splits it itself',
          '{# lint: ignore-file lint.unused-sls applied by hand when a node moves #}',
        ],
      )}\n\n\`--ignore CODES\` and \`--only CODES\` choose for one run: codes or globs on codes; one that no finding can have is refused, with the code that was probably meant.`,
      `## As data\n\n\`--out json\` prints one object. Keys are added in later versions, never renamed or taken away.\n\n${table(
        ['key', 'meaning'],
        [
          ['`findings[].severity`', '`error`, `warning` or `note`'],
          ['`findings[].code`', 'one of the checks below, or a code of a compiler'],
          ['`findings[].summary`', 'what is wrong, in one sentence'],
          ['`findings[].detail`', 'why, or the way out; absent where there is nothing to add'],
          [
            '`findings[].at`',
            '`{file, line, column}`: `states/…` or `pillar/…`, lines from 1; a column of 0 means the whole line; absent where it is about the fleet',
          ],
          [
            '`findings[].via`',
            'what led there, outermost first, each a place with `how`: `include`, `import` or `call`',
          ],
          ['`findings[].excerpt`', 'the lines around the place, with the values of secret keys masked'],
          ['`findings[].minions`', 'ids that it holds for; empty where it is about none in particular'],
          [
            '`summary`',
            '`errors`, `warnings`, `notes`; `uncompiled`: how many of the errors are of compilers; `omitted`: findings beyond 5,000 that are not shown; `minions`, `sls`: how many were looked at; `duration` in ms',
          ],
        ],
      )}`,
      `## Checks\n\nEach with the smallest defect that it finds.\n\n${rows
        .map(([name, { severity, about }]) =>
          [`### ${name}`, `**${severity}** ${about}`, ...example(name)].join('\n\n'),
        )
        .join('\n\n')}`,
    ],
  );
}

function sentence({ about, choices, fallback }) {
  return `${about}${choices ? `: ${choices.map(code).join(', ')}` : ''}${fallback === undefined ? '' : ` (default ${code(fallback)})`}`;
}

function table(headings, rows) {
  const cell = (text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
  return [
    `| ${headings.join(' | ')} |`,
    `|${headings.map(() => '---').join('|')}|`,
    ...rows.map((row) => `| ${row.map(cell).join(' | ')} |`),
  ].join('\n');
}

function fence(lines, language = '') {
  return [`\`\`\`${language}`, ...lines, '```'].join('\n');
}

function code(text) {
  return `\`${text}\``;
}
