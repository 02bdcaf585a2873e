import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundleMinion, MinionProcess } from './minion-process.js';

let bundle: Awaited<ReturnType<typeof bundleMinion>>;
let minion: MinionProcess;

beforeAll(async () => {
  bundle = await bundleMinion();
}, 60_000);
afterAll(() => bundle.remove());
beforeEach(async () => {
  minion = await MinionProcess.create(bundle.program, 'web1');
});
afterEach(() => minion.remove());

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(minion.root, path)), { recursive: true });
  await writeFile(join(minion.root, path), text);
}

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
    const again = await call('state.apply', 'web', "pillar={'port': 9090}");
    expect(await minion.read('web.conf')).toContain('port=9090');
    expect(again.code).toBe(0);
  });

  it('applies nothing on a broken pillar, and says where it is broken', async () => {
    await write('srv/fleet/pillar/top.sls', pillar);
    await write('srv/fleet/pillar/web.sls', 'port: {{ nothing.there }}\n');
    await write('srv/fleet/states/web.sls', `${minion.root}/web.conf:\n  file.managed:\n    - contents: x\n`);
    const { code, local } = await call('state.apply', 'web');
    expect([code, String(local)]).toEqual([5, expect.stringContaining('web.sls:1')]);
    await expect(stat(join(minion.root, 'web.conf'))).rejects.toMatchObject({ code: 'ENOENT' });
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
