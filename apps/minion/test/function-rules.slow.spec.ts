import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minionProgram, MinionProcess } from './minion-process.js';

const bundle = minionProgram();
let minion: MinionProcess;

beforeEach(async () => {
  minion = await MinionProcess.create(bundle.program, 'web1');
});
afterEach(() => minion.remove());

const write = (path: string, text: string): Promise<void> => minion.write(path, text);

const configure = (text: string): Promise<void> => write('etc/fleet/minion.yaml', `id: web1\n${text}`);
const call = (...words: string[]): Promise<{ code: unknown; output: string }> =>
  minion.command('call', '--local', '--out', 'json', ...words);
const ran = (): Promise<boolean> =>
  readFile(join(minion.root, 'ran')).then(
    () => true,
    () => false,
  );

/** Each would run `touch ROOT/ran`. */
type Way = readonly [how: string, sls: (touch: string) => string, ...words: string[]];

const apply = ['state.apply', 'way'] as const;

const ways: readonly Way[] = [
  ['a state', (touch) => `x:\n  cmd.run:\n    - name: ${touch}\n`, ...apply],
  ['a template', (touch) => `# {{ salt['cmd.run']('${touch}') }}\nx:\n  test.nop: []\n`, ...apply],
  [
    'a template that asks by attribute',
    (touch) => `# {{ salt.cmd.shell('${touch}') }}\nx:\n  test.nop: []\n`,
    ...apply,
  ],
  [
    'a dry run of such a template',
    (touch) => `# {{ salt['cmd.run']('${touch}') }}\nx:\n  test.nop: []\n`,
    ...apply,
    'test=True',
  ],
  [
    'a look at such a template',
    (touch) => `# {{ salt['cmd.run']('${touch}') }}\nx:\n  test.nop: []\n`,
    'state.show_sls',
    'way',
  ],
  [
    'a slot',
    (touch) =>
      `x:\n  test.configurable_test_state:\n    - changes: false\n    - result: true\n    - comment: __slot__:salt:cmd.run("${touch}")\n`,
    ...apply,
  ],
  ['onlyif', (touch) => `x:\n  test.nop:\n    - onlyif: ${touch}\n`, ...apply],
  ['unless', (touch) => `x:\n  test.nop:\n    - unless: ${touch}\n`, ...apply],
  [
    'a condition that calls',
    (touch) => `x:\n  test.nop:\n    - onlyif:\n      - fun: cmd.run\n        cmd: ${touch}\n`,
    ...apply,
  ],
  ['check_cmd', (touch) => `x:\n  test.succeed_with_changes:\n    - check_cmd: [${touch}]\n`, ...apply],
  ['module.run', (touch) => `x:\n  module.run:\n    - cmd.run:\n      - cmd: ${touch}\n`, ...apply],
  ['module.run of old', (touch) => `x:\n  module.run:\n    - name: cmd.run\n    - cmd: ${touch}\n`, ...apply],
  ['a state given by itself', () => '', 'state.single', 'cmd.run', 'TOUCH'],
  ['the function', () => '', 'cmd.run', 'TOUCH'],
  [
    'a text that is a template',
    () => '',
    'slsutil.renderer',
    "string={{ salt['cmd.run']('TOUCH') }}",
    'default_renderer=jinja',
  ],
];

describe.each([
  [
    'that are disabled',
    'disabled_functions: ["cmd.*"]\n',
    /disabled_functions \(.*etc\/fleet\/minion\.yaml:2\) names cmd\.\*/,
  ],
  [
    'that are not among those that are allowed',
    'allowed_functions: ["state.*", "test.*", "module.run", "slsutil.*"]\n',
    /allowed_functions \(.*etc\/fleet\/minion\.yaml:2\) does not name it/,
  ],
])('commands %s', (_case, configuration, why) => {
  it.each(ways)('are refused by way of %s', async (_how, sls, ...words) => {
    const touch = `touch ${minion.root}/ran`;
    await write('srv/fleet/states/way.sls', sls(touch));
    const given = words.map((word) => word.replace('TOUCH', touch));
    await configure(configuration);
    const refused = await call(...given);
    expect(await ran()).toBe(false);
    expect(refused.output).toMatch(why);
    expect(refused.code).not.toBe(0);
  });
});

describe('what would run', () => {
  it.each(ways)('does run by way of %s where nobody forbids it', async (_how, sls, ...words) => {
    const touch = `touch ${minion.root}/ran`;
    await write('srv/fleet/states/way.sls', sls(touch));
    await configure('');
    await call(...words.map((word) => word.replace('TOUCH', touch)));
    expect(await ran()).toBe(true);
  });
});

describe('an allow list', () => {
  it('leaves out what is disabled', async () => {
    await configure('allowed_functions: ["test.*"]\ndisabled_functions: [test.echo]\n');
    expect((await call('test.ping')).code).toBe(0);
    expect(await call('test.echo', 'x')).toMatchObject({ code: 6, output: expect.stringContaining('names test.echo') });
    expect((await call('grains.items')).code).toBe(6);
  });

  it('may be empty: then nothing runs', async () => {
    await configure('allowed_functions: []\n');
    expect((await call('test.ping')).code).toBe(6);
  });

  it('is refused where it could match nothing, so that nobody takes it for a rule', async () => {
    await configure('disabled_functions: [cmd]\n');
    expect(await call('test.ping')).toMatchObject({ code: 2, output: expect.stringContaining('list of globs') });
  });
});
