import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readDiagnostic } from '@fleet/diagnostics';
import { minionProgram, MinionProcess } from './minion-process.js';

const bundle = minionProgram();
let minion: MinionProcess;

beforeEach(async () => {
  minion = await MinionProcess.create(bundle.program, 'web1');
});
afterEach(() => minion.remove());

const write = (path: string, text: string): Promise<void> => minion.write(path, text);

async function call(...words: string[]): Promise<{ code: unknown; local: unknown }> {
  const { code, output } = await minion.command('call', '--local', '--out', 'json', ...words);
  const line = output.split('\n').find((row) => row.startsWith('{'));
  return { code, local: line === undefined ? output : (JSON.parse(line) as { local: unknown }).local };
}

const pillar = "base:\n  'web*':\n    - web\n";

describe('a masterless call', () => {
  it('answers in the form of salt-call', async () => {
    expect(await call('test.ping')).toEqual({ code: 0, local: true });
    expect(await call('--id', 'db1', '--grains', '{"role": "db"}', 'grains.get', 'id')).toEqual({
      code: 0,
      local: 'db1',
    });
    expect(await call('--grains', '{"role": "db"}', 'grains.get', 'role')).toEqual({ code: 0, local: 'db' });
  });

  it.each(['states', 'pillar'])('refuses --%s with a folder that does not exist, and names it', async (option) => {
    await write('a-file', '');
    for (const path of ['nowhere', 'a-file', 'a-file/below'].map((name) => join(minion.root, name)))
      expect(await call(`--${option}`, path, 'pillar.items')).toEqual({
        code: 2,
        local: expect.stringContaining(`--${option} ${path}: there is no such folder`),
      });
  });

  it('applies what a formula wants confirmed only with --yes', async () => {
    await write('srv/fleet/states/web/formula.yaml', 'confirm: {web.reset: Everything is lost.}\n');
    await write('srv/fleet/states/web/reset.sls', `${minion.root}/web.conf:\n  file.absent: []\n`);
    await write('web.conf', 'port=80\n');
    expect(await call('state.apply', 'web.reset')).toMatchObject({
      code: 8,
      local: { fault: { message: expect.stringContaining('Everything is lost. --yes confirms it.') } },
    });
    expect(await minion.read('web.conf')).toBe('port=80\n');
    expect((await call('--yes', 'state.apply', 'web.reset')).code).toBe(0);
    await expect(stat(join(minion.root, 'web.conf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('applies states from the roots of its configuration, and tells what test mode would do', async () => {
    await write('srv/fleet/pillar/top.sls', pillar);
    await write('srv/fleet/pillar/web.sls', 'port: 8080\npassword: hunter2secret\n');
    await write(
      'srv/fleet/states/web.sls',
      `${minion.root}/web.conf:\n  file.managed:\n    - contents: "port={{ pillar['port'] }} {{ pillar['password'] }}"\n`,
    );
    const planned = await call('state.apply', 'web', 'test=True');
    expect(Object.values(planned.local as object)).toMatchObject([{ result: null }]);
    await expect(stat(join(minion.root, 'web.conf'))).rejects.toMatchObject({ code: 'ENOENT' });

    const applied = await call('state.apply', 'web');
    expect(applied.code).toBe(0);
    expect(Object.values(applied.local as object)).toMatchObject([{ result: true }]);
    expect(JSON.stringify(applied)).not.toContain('hunter2secret');
    expect(await minion.read('web.conf')).toContain('port=8080 hunter2secret');
    expect((await call('state.show_low_sls', 'web')).local).toMatchObject([{ contents: 'port=8080 hunter2secret' }]);
    const again = await call('state.apply', 'web', "pillar={'port': 9090}");
    expect(await minion.read('web.conf')).toContain('port=9090');
    expect(again.code).toBe(0);
  });

  it('applies nothing on a broken pillar, and says where it is broken', async () => {
    await write('srv/fleet/pillar/top.sls', pillar);
    await write('srv/fleet/pillar/web.sls', 'port: {{ nothing.there }}\n');
    await write('srv/fleet/states/web.sls', `${minion.root}/web.conf:\n  file.managed:\n    - contents: x\n`);
    const { code, local } = await call('state.apply', 'web');
    expect(code).toBe(5);
    expect(local).toMatchObject([{ code: 'template.undefined', at: { file: 'web.sls', line: 1, column: 10 } }]);
    await expect(stat(join(minion.root, 'web.conf'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  describe('of a tree that does not compile', () => {
    beforeEach(async () => {
      await write('srv/fleet/states/web.sls', 'include: [part]\nx:\n  test.nopp: []\n');
      await write('srv/fleet/states/part.sls', 'y:\n  test.nop:\n    - name: {{ nothing }}\n');
    });

    it.each(['state.apply', 'state.show_highstate', 'state.show_lowstate'])(
      'ends with 5, and as data is the list of what is wrong: %s',
      async (name) => {
        await write('srv/fleet/states/top.sls', "base:\n  '*': [web]\n");
        const { code, local } = await call(name);
        expect(code).toBe(5);
        const undefinedName = {
          severity: 'error',
          code: 'template.undefined',
          summary: "'nothing' is undefined",
          at: { file: 'part.sls', line: 3, column: 16 },
          via: [
            { file: 'top.sls', line: 2, column: 9 },
            { file: 'web.sls', line: 1, column: 11 },
          ],
          excerpt: '  2 |   test.nop:\n> 3 |     - name: {{ nothing }}\n    |                ^',
        };
        expect(local).toContainEqual(undefinedName);
        for (const one of local as unknown[]) expect(readDiagnostic(one)).toEqual(one);
      },
    );

    it('for people says it line by line, without colours where nobody watches', async () => {
      const { code, output } = await minion.command('call', '--local', 'state.apply', 'web');
      expect(code).toBe(5);
      expect(output).toMatch(/^part\.sls:3:16: error: 'nothing' is undefined \[template\.undefined\]$/m);
      expect(output).toMatch(/^web\.sls:3:3: error: .*test\.nopp.*\n {2}Did you mean test\.nop\?$/m);
      expect(output).toContain('2 errors; nothing was run');
      expect(output).not.toContain('\u001b');
    });
  });

  it('shows a state run as fleetctl does, in whatever form is asked for', async () => {
    await write('srv/fleet/states/web.sls', 'x:\n  test.nop: []\n');
    const shown = async (...words: string[]): Promise<string> =>
      (await minion.command('call', '--local', ...words, 'state.apply', 'web')).output;
    expect(await shown()).toMatch(/ID: x\n {4}Function: test\.nop\n[\s\S]*Summary for local\n-+\nSucceeded: +1\n/);
    expect(await shown('--out', 'highstate', '--state-output', 'terse')).toContain(
      'Name: x - Function: test.nop - Result',
    );
    expect(await shown('--out', 'nested')).toContain('test_|-x_|-x_|-nop:\n');
    expect(await shown('--out', 'yaml')).toMatch(
      /^local:\n {2}test_\|-x_\|-x_\|-nop:\n {4}name: x\n {4}result: true$/m,
    );
    expect(await shown('--state-output', 'brief')).toContain('--state-output is one of full, changes, terse');
  });

  const wrong: [string[], number, string][] = [
    [['tset.ping'], 2, 'test.ping'],
    [['test.ping', 'nonsense'], 2, 'test.ping'],
    [['state.apply', 'nothere'], 5, 'nothere'],
    [[], 2, 'name a function'],
    [['--grains', '[1', 'test.ping'], 2, '--grains'],
    [['--id', '../x', 'test.ping'], 2, 'no minion id'],
    [['--out', 'xml', 'test.ping'], 2, '--out'],
  ];
  it.each(wrong)('of %j ends with %i', async (words, code, text) => {
    const answer = await call(...words);
    expect([answer.code, JSON.stringify(answer.local)]).toEqual([code, expect.stringContaining(text)]);
  });
});
