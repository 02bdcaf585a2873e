import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chmodSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { bin, runProgram } from './fleet.mjs';
import { startSite } from './site.mjs';

/** The runbooks of docs/security.md, typed as they stand there, while minions are online. */
describe('keys that are replaced while the fleet works', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const names = ['miner-01', 'miner-02'];
  const master = (...args: string[]) =>
    runProgram(bin('fleet-master'), [...args, '--root', site.fleet.options.root], { env: process.env });
  const must = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await master(...args);
    if (code !== 0) throw new Error(`fleet-master ${args.join(' ')} ended with ${code}\n${stdout}${stderr}`);
    return stdout;
  };
  const keys = async (): Promise<{ what: string; key: string; state: string }[]> =>
    JSON.parse(await must('keys', 'list', '--out', 'json'));
  const allAnswer = async (): Promise<void> =>
    expect(await site.fleet.ask('*', 'pillar.get', 'motto')).toEqual({
      'miner-01': 'carry on',
      'miner-02': 'carry on',
    });
  const believed = async (name: string): Promise<{ serial: number; root: string }> =>
    JSON.parse(await site.lab.hosts.get(name)!.readFile('/var/lib/fleet/minion/identity/trust.json'));

  beforeAll(async () => {
    site = await startSite(names, { spec: 'keys' });
    site.writePillar('top.sls', "base:\n  '*': [motto]\n");
    site.writePillar('motto.sls', 'motto: carry on\n');
  }, 240_000);
  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('shows what signs', async () => {
    await allAnswer();
    const rows = await keys();
    expect(rows.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['root', 'signing', 'accounts FLEET/minion', 'operator']),
    );
    expect(JSON.stringify(rows)).not.toMatch(/S[OAU][A-Z2-7]{56}/);
  });

  it.each(['signing', 'root', 'accounts'])(
    'replaces %s; everybody follows, and no job of the meantime is lost',
    async (what) => {
      const before = await keys();
      const begun = `/root/begun-${what}`;
      const working = site.fleet.ask('*', 'cmd.run', `touch ${begun}; sleep 3; echo done`);
      for (const name of names)
        await site.fleet.waitFor(
          'it to begin',
          async () => (await site.lab.hosts.get(name)!.exec(`test -e ${begun}`)).code === 0,
        );
      await must('keys', 'rotate', what);
      expect(await working).toEqual({ 'miner-01': 'done', 'miner-02': 'done' });
      await site.fleet.waitForUp(...names);
      await allAnswer();
      const after = await keys();
      const changed = after.filter(({ key }) => !before.some((row) => row.key === key)).map(({ what: kind }) => kind);
      expect(new Set(changed.map((kind) => kind.split(' ')[0]))).toEqual(new Set([what]));
    },
    60_000,
  );

  it('replaces a stolen signing key at once, with the root seed from a safe place', async () => {
    const safe = join(site.folder, 'safe');
    mkdirSync(safe, { mode: 0o700 });
    const seed = join(site.fleet.options.root, 'var/lib/fleet/master/keys/root.seed');
    renameSync(seed, join(safe, 'root.seed'));
    chmodSync(join(safe, 'root.seed'), 0o600);
    const without = await master('keys', 'rotate', 'signing', '--overlap', '0');
    expect([without.code, without.stderr]).toEqual([expect.any(Number), expect.stringContaining('--root-seed')]);
    expect(without.code).not.toBe(0);
    await must('keys', 'rotate', 'signing', '--overlap', '0', '--root-seed', join(safe, 'root.seed'));
    await allAnswer();
    expect((await keys()).filter(({ what }) => what === 'signing')).toHaveLength(1);
  }, 60_000);

  it('leads a minion that was away over everything that happened', async () => {
    const miner = site.lab.hosts.get('miner-02')!;
    await miner.must('systemctl stop fleet-minion');
    const before = await believed('miner-02');
    const safe = join(site.folder, 'safe', 'root.seed');
    await must('keys', 'rotate', 'root', '--root-seed', safe);
    await must('keys', 'rotate', 'signing', '--overlap', '0');
    await must('keys', 'rotate', 'accounts', '--overlap', '1h');
    await miner.must('systemctl start fleet-minion');
    await site.fleet.waitForUp('miner-02');
    await allAnswer();
    const after = await believed('miner-02');
    expect(after.serial).toBeGreaterThan(before.serial + 1);
    expect(after.root).not.toBe(before.root);
    expect(await believed('miner-01')).toEqual(after);
  }, 60_000);

  it('replaces the operator of the server with a restart', async () => {
    expect(await must('keys', 'rotate', 'operator')).toContain('restart the master');
    await site.fleet.stop();
    await site.fleet.start();
    await site.fleet.waitForUp(...names);
    await allAnswer();
  }, 60_000);

  it('keeps the keys that it has where new ones cannot be used', async () => {
    const wrong = await master('keys', 'rotate', 'signing', '--root-seed', '/dev/null');
    expect([wrong.code === 0, wrong.stderr]).toEqual([false, expect.stringContaining('/dev/null')]);
    expect((await master('keys', 'rotate', 'all')).code).toBe(2);
    await allAnswer();
  }, 60_000);
});
