import { describe, expect, it } from '@jest/globals';
import { formatDiagnostic } from '@fleet/diagnostics';
import { localTree } from '@fleet/fileserver';
import { compilePillar } from '../compile-pillar.js';
import type { PillarCompileRequest } from '../definition.js';
import type { Formula } from '../formula/definition.js';
import { readFormulas } from '../formula/read-formulas.js';
import { memoryTree } from '../spec-tree.js';

/** What is wrong with a pillar file under the schema of a formula; empty where nothing is. */
async function problems(
  schema: string,
  pillar: string | Record<string, string>,
  more: Partial<PillarCompileRequest> = {},
): Promise<string> {
  const formulas = await readFormulas(
    memoryTree({ base: { 'web/formula.yaml': 'pillar: {schema: s.yaml}\n', 'web/s.yaml': schema } }),
  );
  if (!formulas.ok) return formulas.diagnostics.map(formatDiagnostic).join('\n');
  const outcome = await compiled(formulas.value, pillar, more);
  return outcome.ok ? '' : outcome.diagnostics.map(formatDiagnostic).join('\n');
}

async function compiled(
  formulas: readonly Formula[],
  pillar: string | Record<string, string>,
  more: Partial<PillarCompileRequest>,
): ReturnType<typeof compilePillar> {
  const files = typeof pillar === 'string' ? { 'top.sls': "base: {'*': [a]}\n", 'a.sls': pillar } : pillar;
  return compilePillar({ tree: memoryTree({ base: files }), id: 'web1', grains: new Map(), formulas, ...more });
}

/** What is only warned of. */
async function warnings(schema: string, pillar: string): Promise<string[]> {
  const formulas = await readFormulas(
    memoryTree({ base: { 'web/formula.yaml': 'pillar: {schema: s.yaml}\n', 'web/s.yaml': schema } }),
  );
  if (!formulas.ok) throw new Error('the formula is refused');
  const outcome = await compiled(formulas.value, pillar, {});
  if (!outcome.ok) throw new Error('the pillar is refused');
  return outcome.warnings.map(({ at, summary, detail }) => `${at?.file}:${at?.line} ${summary}: ${detail}`);
}

const properties = (text: string): string =>
  `type: object\nproperties:\n  web:\n    type: object\n    properties: ${text}\n    additionalProperties: false\n`;

describe('the schema of a formula', () => {
  it('is told at the line of the pillar file that breaks it, every violation at once', async () => {
    const told = await problems(
      properties('{port: {type: integer, maximum: 65535}, host: {type: string}}'),
      '# first\nweb:\n  port: 70000\n\n  host: 7\n',
    );
    expect(told).toContain('a.sls:3:3: error: web:port must be at most 65535 [pillar.schema]');
    expect(told).toContain('a.sls:5:3: error: web:host must be string [pillar.schema]');
    expect(told).toContain('The schema of formula web (web/s.yaml) says so.');
  });

  it('points into the file that won', async () => {
    const files = {
      'top.sls': "base: {'*': [a, b]}\n",
      'a.sls': 'web: {port: 80}\n',
      'b.sls': 'x: 1\nweb:\n  port: none\n',
    };
    expect(await problems(properties('{port: {type: integer}}'), files)).toContain('b.sls:3:3');
  });

  it('says what was probably meant by a key that it does not know', async () => {
    const told = await problems(properties('{port: {type: integer}}'), 'web:\n  prot: 80\n');
    expect(told).toContain('a.sls:2:3: error: web:prot is not known');
    expect(told).toContain('Did you mean port?');
  });

  it('only warns where the schema says so of a keyword', async () => {
    const schema = properties('{port: {type: integer}}');
    const pillar = 'web:\n  prot: 80\n';
    expect(await problems(schema, pillar)).toContain('error: web:prot is not known');
    expect(await problems(`${schema}    warnings: [additionalProperties]\n`, pillar)).toBe('');
    expect(await warnings(`${schema}    warnings: [additionalProperties]\n`, pillar)).toEqual([
      'a.sls:2 web:prot is not known: Did you mean port? The schema of formula web (web/s.yaml) says so.',
    ]);
    expect(await problems(`${schema}    warnings: additionalProperties\n`, pillar)).toContain('formula.schema');
  });

  it('says nothing about a pillar that has none of its keys', async () => {
    expect(await problems(`${properties('{}')}required: [web]\n`, 'other: 1\n')).toBe('');
  });

  it('holds for what an override brings in, and names it', async () => {
    const override = new Map([['web', new Map([['port', 'x']])]]);
    const told = await problems(properties('{port: {type: integer}}'), 'web: {port: 1}\n', { override });
    expect(told).toContain('web:port must be integer');
    expect(told).toContain('It comes from the pillar= override.');
  });

  it('says only what is wrong: one bad value does not make its neighbours unknown', async () => {
    const schema = [
      'type: object',
      'properties:',
      '  web:',
      '    type: object',
      '    properties: {own: {type: string}}',
      '    $ref: "#/$defs/rest"',
      '    unevaluatedProperties: false',
      '$defs: {rest: {type: object, properties: {port: {type: integer}, host: {type: string}}}}',
      '',
    ].join('\n');
    const told = await problems(schema, 'web:\n  own: x\n  port: none\n  host: h\n  hots: h\n');
    expect(told).toContain('a.sls:3:3: error: web:port must be integer');
    expect(told).toContain('a.sls:5:3: error: web:hots is not known');
    expect(told).toContain('Did you mean host?');
    expect(told.match(/error:/g)).toHaveLength(2);
    expect(await problems(schema, 'web:\n  hots: h\n')).toContain('Did you mean host?');
  });

  it('tells what would be right', async () => {
    const told = await problems(properties('{mode: {enum: [a, 2]}, kind: {const: b}}'), 'web: {mode: c, kind: d}\n');
    expect(told).toContain('web:mode must be one of "a", 2 ');
    expect(told).toContain('web:kind must be "b" ');
  });

  it('tells so many violations of one formula and no more', async () => {
    const list = `[${Array.from({ length: 500 }, () => 'x').join(', ')}]`;
    const told = await problems(properties('{l: {type: array, items: {type: integer}}}'), `web: {l: ${list}}\n`);
    expect(told.match(/must be integer/g)).toHaveLength(100);
    expect(told).toContain('400 more violations of the schema of formula web');
  });

  it('is not kept busy by what a minion sends', async () => {
    const trap = new Map([['web', new Map([['name', `${'a'.repeat(40)}!`]])]]);
    const schema = properties("{name: {type: string, pattern: '^([a-z]+)+$'}}");
    expect(await problems(schema, 'web: {}\n', { override: trap })).toContain('web:name must match ^([a-z]+)+$');
    const items = Array.from({ length: 60_000 }, (_, index) => (index % 2 === 0 ? index : new Map([['x', index]])));
    const many = new Map([['web', new Map([['l', items]])]]);
    const unique = properties('{l: {type: array, uniqueItems: true}}');
    expect(await problems(unique, 'web: {}\n', { override: many })).toBe('');
    items.push(new Map([['x', 59_999]]));
    expect(await problems(unique, 'web: {}\n', { override: many })).toContain('web:l must not hold an item twice');
  });

  it.each<[string, string, boolean]>([
    ['^\\u0041\\d{2}$', 'A12', true],
    ['^\\p{L}+$', 'Ünï', true],
    ['^a$', 'a\\n', false],
    ['b', 'abc', true],
    ['^(?<x>a|b)\\/\\-$', 'a/-', true],
    ['^.$', '😀', true],
    ['\\bnode\\b', 'a node b', true],
    ['^[^\\s]+$', 'a b', false],
  ])('takes the pattern %s for what it is in JSON Schema', async (pattern, text, fits) => {
    const told = await problems(properties(`{x: {type: string, pattern: '${pattern}'}}`), `web: {x: "${text}"}\n`);
    expect(told === '').toBe(fits);
  });

  it('never shows a value', async () => {
    const told = await problems(properties('{key: {type: string, pattern: ^0x}}'), 'web:\n  key: "hunter2"\n');
    expect(told.replace(/^.*\|.*$/gm, '')).not.toContain('hunter2');
  });

  it.each<[string, string, string, boolean]>([
    ['an int beyond 2^53 under a limit', '{type: integer, maximum: 9007199254740993}', '9007199254740993', true],
    ['one more than the limit', '{type: integer, maximum: 9007199254740993}', '9007199254740994', false],
    ['one less than the minimum', '{type: integer, minimum: 9007199254740995}', '9007199254740994', false],
    [
      'wei, exclusive',
      '{type: integer, exclusiveMaximum: 1000000000000000000000000}',
      '1000000000000000000000000',
      false,
    ],
    [
      'wei, exclusive from below',
      '{type: integer, exclusiveMinimum: 1000000000000000000000000}',
      '1000000000000000000000001',
      true,
    ],
    [
      'a constant that differs in the last digit',
      '{const: 123456789012345678901234567890}',
      '123456789012345678901234567891',
      false,
    ],
    ['the constant itself', '{const: 123456789012345678901234567890}', '123456789012345678901234567890', true],
    ['one of several', '{enum: [1, 123456789012345678901234567890]}', '123456789012345678901234567890', true],
    ['none of several', '{enum: [1, 123456789012345678901234567890]}', '123456789012345678901234567889', false],
    ['a multiple', '{type: integer, multipleOf: 1000000007}', '123456789012345678902098765430', false],
    ['a multiple of ten', '{type: integer, multipleOf: 10}', '123456789012345678901234567890', true],
    ['a fraction', '{type: number, multipleOf: 0.1}', '0.3', true],
    ['different big ints', '{type: array, uniqueItems: true}', '[9007199254740992, 9007199254740993]', true],
    ['the same big int twice', '{type: array, uniqueItems: true}', '[9007199254740993, 9007199254740993]', false],
    ['a number beyond every double', '{type: integer, minimum: 1}', `1${'0'.repeat(400)}`, true],
  ])('compares numbers exactly: %s', async (_case, schema, value, good) => {
    expect((await problems(properties(`{x: ${schema}}`), `web: {x: ${value}}\n`)) === '').toBe(good);
  });

  it.each<[string, string, string]>([
    ['an unknown keyword', 'type: object\nproperties: {web: {type: object, propertys: {}}}\n', 'propertys'],
    ['an unknown type', 'type: object\nproperties:\n  web: {type: objct}\n', 'web/s.yaml:3'],
    [
      'an unknown keyword, with its place and what was meant',
      'type: object\nproperties:\n  web:\n    type: integer\n    minimun: 1\n',
      'web/s.yaml:5:5: error: the schema of formula web cannot be used: there is no keyword minimun [formula.schema]\n  Did you mean minimum?',
    ],
    ['a type that there is not, and those that there are', 'type: objekt\n', 'type must be one of "array", "boolean"'],
    [
      'a pattern that is none',
      "type: object\nproperties: {web: {type: string, pattern: '('}}\n",
      'the pattern ( cannot be matched [formula.schema]\n  Missing closing )',
    ],
    [
      'a pattern that looks ahead',
      "type: object\nproperties: {web: {type: string, pattern: '^(?!a)'}}\n",
      'web/s.yaml:2:34: error: the schema of formula web cannot be used: the pattern ^(?!a) cannot be matched',
    ],
    ['a type that is missing', 'type: object\nproperties:\n  web: {minLength: 1}\n', 'web/s.yaml:3:3: error'],
    [
      'a reference to the network',
      'type: object\nproperties: {web: {$ref: "https://127.0.0.1/s.json"}}\n',
      '127.0.0.1/s.json',
    ],
    ['a reference to a file', 'type: object\nproperties: {web: {$ref: "file:///etc/passwd"}}\n', '/etc/passwd'],
    ['a format that is not checked', 'type: object\nproperties: {web: {type: string, format: colour}}\n', 'colour'],
  ])('that is itself wrong is refused: %s', async (_case, schema, expected) => {
    expect(await problems(schema, 'web: {}\n')).toContain(expected);
  });
});

describe("cortensord's schema", () => {
  const pillarOf = async (id: string, files?: Record<string, string>) => {
    const formulas = await readFormulas(await localTree({ base: ['states'] }));
    if (!formulas.ok) throw new Error(formulas.diagnostics.map(formatDiagnostic).join('\n'));
    const tree = files ? memoryTree({ base: files }) : await localTree({ base: ['pillar'] });
    return compilePillar({ tree, id, grains: new Map(), formulas: formulas.value });
  };
  const example = async (id: string, files?: Record<string, string>) => {
    const outcome = await pillarOf(id, files);
    return outcome.ok ? 'good' : outcome.diagnostics.map(formatDiagnostic).join('\n');
  };
  const onlyFile = (text: string) => ({ 'top.sls': "base: {'*': [a]}\n", 'a.sls': text });
  const one = (text: string) => example('miner-01', onlyFile(text));
  const warned = async (text: string) => {
    const outcome = await pillarOf('miner-01', onlyFile(text));
    return outcome.ok ? outcome.warnings.map(formatDiagnostic) : [];
  };

  it.each(['miner-01', 'miner-02', 'other'])('takes the example pillar of %s', async (id) => {
    expect(await example(id)).toBe('good');
  });

  it.each<[string, string]>([
    ['a text for a port', "cortensord:\n  WS_PORT_ROUTER: '9001'\n"],
    ['flags', 'cortensord:\n  ENABLE_IPFS_SERVER: 1\n  ENABLE_DEDICATED_NODE: "0"\n  LLM_OPTION_GPU: true\n'],
    ['an instance without anything of its own', 'cortensord: {instances: {node_01: null}}\n'],
    ['an instance with a number behind a dot', 'cortensord: {instances: {node-1.2: null}}\n'],
  ])('takes %s', async (_case, text) => {
    expect(await one(text)).toBe('good');
  });

  it.each<[string, string, string]>([
    [
      'a port that there is not',
      'cortensord:\n  LLM_PORT: 65536\n',
      'a.sls:2:3: error: cortensord:LLM_PORT must be at most 65535',
    ],
    [
      'a key in decimal',
      'cortensord: {instances: {n: {NODE_PRIVATE_KEY: 123456789012345678901234567890}}}\n',
      'NODE_PRIVATE_KEY must be string',
    ],
    [
      'a placeholder for a key',
      "cortensord: {instances: {n: {NODE_PRIVATE_KEY: '0x11…'}}}\n",
      'NODE_PRIVATE_KEY must match',
    ],
    ['a line break', 'cortensord:\n  AGENT: "a\\nB=1"\n', 'cortensord:AGENT must match'],
    ['a list in an environment', 'cortensord:\n  TAGS: [a]\n', 'cortensord:TAGS must be'],
    ['a directory of the system for the nodes', 'cortensord:\n  nodes_dir: /opt\n', 'cortensord:nodes_dir must match'],
    ['a way out of a directory', 'cortensord:\n  log_dir: /var/log/../lib\n', 'cortensord:log_dir must match'],
    ['a path that a shell reads', 'cortensord:\n  binary: /opt/x;id\n', 'cortensord:binary must match'],
    ['a program from elsewhere', 'cortensord:\n  binary_path: ../x\n', 'cortensord:binary_path must match'],
    ['a script that lands elsewhere', 'cortensord:\n  scripts: {../x: y}\n', 'cortensord:scripts must match'],
    [
      'a name that is no part of a unit',
      'cortensord: {instances: {"a b": {}}}\n',
      'cortensord:instances:a b is not known',
    ],
    [
      'a name that makes another unit',
      'cortensord: {instances: {node_01.timer: {}}}\n',
      'cortensord:instances:node_01.timer is not known',
    ],
    [
      'a node that is assigned twice',
      'cortensord_nodes: {a: {}}\ncortensord_assigned_nodes: [a, a]\n',
      'must not hold an item twice',
    ],
  ])('refuses %s', async (_case, text, expected) => {
    expect(await one(text)).toContain(expected);
  });

  it.each<[string, string, string]>([
    ['a misspelt setting', 'cortensord:\n  usr: deploy\n', 'cortensord:usr is not known'],
    [
      'a key that is cut off',
      "cortensord: {instances: {n: {NODE_PRIVATE_KEY: '0x1234'}}}\n",
      'NODE_PRIVATE_KEY must match',
    ],
  ])('warns of %s', async (_case, text, expected) => {
    expect(await one(text)).toBe('good');
    expect(await warned(text)).toEqual([expect.stringContaining(expected)]);
  });
});
