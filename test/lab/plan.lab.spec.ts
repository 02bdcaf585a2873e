import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSite } from './site.mjs';

const secret = 'k7-horse-battery';
const sls = (port: number): string => `app_conf:
  file.managed:
    - name: /etc/app.conf
    - contents: |
        port=${port}
        password={{ pillar['app']['password'] }}
app_old:
  file.absent:
    - name: /srv/old
    - require:
      - file: app_conf
app_note:
  file.managed:
    - name: /etc/app.note
    - contents: noted
`;

/** What is planned is what is done, on real hosts: or nothing at all, and the reason. */
describe('a plan', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const hosts = ['miner-01', 'miner-02'];
  const at = (name: string): string => join(site.folder, name);
  const fleetctl = (...words: string[]) => site.fleet.fleetctl(...words);
  const conf = (name: string): Promise<string> =>
    site.lab.hosts.get(name)!.must('cat /etc/app.conf; ls /srv/old 2>/dev/null || echo gone');
  const bare = 'port=79\nold-1\n';

  beforeAll(async () => {
    site = await startSite(hosts, { spec: 'plan' });
    site.writeState('app.sls', sls(80));
    site.writePillar('lab.sls', `app: {password: ${secret}}\n`);
    for (const name of hosts)
      await site.lab.hosts.get(name)!.must('mkdir -p /srv/old && touch /srv/old/old-1 && echo port=79 > /etc/app.conf');
  }, 240_000);
  afterAll(() => site?.stop(), 60_000);

  it('is made for all, holds no secret, and touches nothing', async () => {
    const { code, stderr } = await fleetctl('*', 'state.plan', 'app', '--save', at('first.plan'));
    expect(stderr).toContain('the plan for 2 minions is in');
    expect(code).toBe(0);
    expect(statSync(at('first.plan')).mode & 0o777).toBe(0o600);
    expect(readFileSync(at('first.plan'), 'utf8')).not.toContain(secret);
    for (const name of hosts) expect(await conf(name)).toBe(bare);
    const { stdout } = await fleetctl('plan', at('first.plan'));
    expect(stdout).toContain('miner-01, miner-02:');
    expect(stdout).toMatch(/- file\.absent app_old \(\/srv\/old\)\n +destroys: remove the directory \/srv\/old/);
    expect(stdout).toMatch(/-port=79\n +\+port=80\n/);
    expect(stdout).not.toContain(secret);
  }, 120_000);

  it('is the only way to destroy something, but for a yes', async () => {
    const { code, stdout, stderr } = await fleetctl('*', 'state.apply', 'app');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('remove the directory /srv/old');
    for (const name of hosts) expect(await conf(name)).toBe(bare);
  }, 60_000);

  it('is applied by nobody who was not asked, nor where it was edited', async () => {
    expect((await fleetctl('apply', at('first.plan'))).code).toBe(8);
    const text = readFileSync(at('first.plan'), 'utf8');
    writeFileSync(at('hidden.plan'), text.replace('remove the directory /srv/old', 'look at /srv/old'));
    expect(await fleetctl('apply', at('hidden.plan'), '--yes')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not as it was written'),
    });
    writeFileSync(at('longer.plan'), text.replace(/"expires": \d+/, `"expires": ${Date.now() + 9e9}`));
    expect(await fleetctl('apply', at('longer.plan'), '--yes')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('not as it was signed'),
    });
    for (const name of hosts) expect(await conf(name)).toBe(bare);
  }, 60_000);

  it('is applied as it was made, with its own tree, where nothing moved; elsewhere it says what did', async () => {
    site.writeState('app.sls', sls(81));
    await site.lab.hosts.get('miner-02')!.must('echo mine > /etc/app.conf');
    const { code, stdout, stderr } = await fleetctl('apply', at('first.plan'), '--yes');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(
      /miner-02.*since the plan was made.*file\.managed app_conf would come out otherwise/s,
    );
    expect(stdout + stderr).not.toContain('applied already');
    expect(await conf('miner-01')).toBe(`port=80\npassword=${secret}\ngone\n`);
    expect(await conf('miner-02')).toBe('mine\nold-1\n');
  }, 120_000);

  it('is not applied twice', async () => {
    const { code, stdout, stderr } = await fleetctl('apply', at('first.plan'), 'miner-01', '--yes');
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/the plan has been applied already, by \d{20}; since the plan was made/);
  }, 60_000);

  it('does not outlive a change of the pillar that shows in no diff', async () => {
    expect((await fleetctl('miner-02', 'state.plan', 'app', '--save', at('second.plan'))).code).toBe(0);
    site.writePillar('lab.sls', `app: {password: ${secret}-2}\n`);
    const { code, stdout, stderr } = await fleetctl('apply', at('second.plan'), '--yes');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('pillar app says something else');
    expect(stdout + stderr).not.toContain(secret);
    expect(await conf('miner-02')).toBe('mine\nold-1\n');
  }, 120_000);

  it('is of the states that were chosen, with what they wait for', async () => {
    const words = ['miner-02', 'state.plan', 'app', '--only-id', 'app_old'];
    expect((await fleetctl(...words, '--save', at('third.plan'))).code).toBe(0);
    expect((await fleetctl('apply', at('third.plan'), '--yes')).code).toBe(0);
    expect(await conf('miner-02')).toBe(`port=81\npassword=${secret}-2\ngone\n`);
    expect((await site.lab.hosts.get('miner-02')!.exec('ls /etc/app.note')).code).not.toBe(0);
    const refused = await fleetctl('miner-02', 'state.apply', 'app', '--exclude-id', 'app_conf');
    expect(refused.code).toBe(5);
    expect(refused.stdout).toContain('which exclude_id leaves out');
    expect((await fleetctl('miner-02', 'state.apply', 'app', '--exclude-id', 'app_[co]*')).code).toBe(0);
    await site.lab.hosts.get('miner-02')!.must('test -e /etc/app.note');
  }, 120_000);
});
