import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSite } from './site.mjs';

const hosts = ['web-1', 'web-2', 'web-3', 'web-4'];

/** A real web server for each host; `page` is all that a release changes. */
const release = (page: string): string => `web_page:
  file.managed:
    - name: /srv/web/${page}
    - contents: ${page}
    - makedirs: True
web_unit:
  file.managed:
    - name: /etc/systemd/system/web.service
    - contents: |
        [Service]
        WorkingDirectory=/srv/web
        ExecStart=/usr/bin/python3 -m http.server --bind 127.0.0.1 8080
        Restart=always
web:
  service.running:
    - watch:
      - file: web_unit
web_listens:
  http.wait_for_successful_query:
    - name: http://127.0.0.1:8080/
    - wait_for: 60
    - require:
      - service: web
`;
const health = 'http://127.0.0.1:8080/healthy';
/** What makes a release bad: what the gate asks for is gone. */
const broken = `${release('new')}
web_health:
  file.absent:
    - name: /srv/web/healthy
    - destroys: False
`;

/** Waves over real hosts, with a gate that a web server of each host answers, and a way back. */
describe('a rollout', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const fleetctl = (...words: string[]) => site.fleet.fleetctl(...words);
  const rollout = async (id: string): Promise<{ state: string; reason?: string; waves: { state: string }[] }> =>
    JSON.parse((await fleetctl('rollout', 'show', id, '--out', 'json')).stdout);
  /** Which pages each host has. */
  const pages = async (): Promise<Record<string, string>> => {
    const told = await Promise.all(
      hosts.map(async (name) => [
        name,
        (await site.lab.hosts.get(name)!.must('ls /srv/web')).trim().split('\n').join(' '),
      ]),
    );
    return Object.fromEntries(told) as Record<string, string>;
  };
  const all = (shown: string): Record<string, string> => Object.fromEntries(hosts.map((name) => [name, shown]));
  const begin = async (...words: string[]): Promise<string> => {
    const { code, stdout, stderr } = await fleetctl('web-*', 'state.apply', 'web', ...words, '--async');
    if (code !== 0) throw new Error(stderr);
    return stdout.trim();
  };
  /** A master that has just started waits a while for minions that are away. */
  const comesTo = async (id: string, ...states: string[]) => {
    await site.fleet.waitFor(
      `rollout ${id} to be ${states.join(' or ')}`,
      async () => states.includes((await rollout(id)).state),
      150_000,
    );
    return rollout(id);
  };

  beforeAll(async () => {
    site = await startSite(hosts, { spec: 'rollout' });
    site.writeState('web.sls', release('healthy'));
  }, 240_000);
  afterAll(() => site?.stop(), 60_000);

  it('brings a release to every host, wave by wave, while its gate holds', async () => {
    const { code, stdout, stderr } = await fleetctl(
      ...['web-*', 'state.apply', 'web', '--canary', '1', '--batch', '2', '--gate', health, '--hold', '2s'],
    );
    expect([code, stderr]).toEqual([0, expect.stringContaining('4 minions in 3 waves')]);
    expect(stdout).toMatch(/done/);
    expect(await pages()).toEqual(all('healthy'));
  }, 120_000);

  it('stops at the canary where the gate fails, and brings it back to what it had', async () => {
    site.writeState('web.sls', broken);
    const words = ['web-*', 'state.apply', 'web', '--canary', '1', '--batch', '50%', '--gate', health, '--revert'];
    const { code, stdout } = await fleetctl(...words);
    expect(code).toBe(1);
    expect(stdout).toContain('reverted');
    const [canary, ...others] = hosts;
    const now = await pages();
    // What the broken release took away is there again; what it brought, the release before says nothing of.
    expect(now[canary!]).toBe('healthy new');
    for (const name of others) expect(now[name]).toBe('healthy');
  }, 180_000);

  it('goes on by itself after its master was killed, with the tree that it began with', async () => {
    site.writeState('web.sls', release('second'));
    const id = await begin('--batch', '1', '--wait', '2s', '--gate', health);
    await site.fleet.waitFor('the first wave', async () => (await rollout(id)).waves[0]!.state === 'done');
    await site.fleet.stop('SIGKILL');
    site.writeState('web.sls', release('third'));
    await site.fleet.start();
    await site.fleet.waitForUp(...hosts);
    expect((await comesTo(id, 'done', 'failed', 'paused')).state).toBe('done');
    const now = await pages();
    for (const name of hosts) expect(now[name]).toMatch(/second/);
    for (const name of hosts) expect(now[name]).not.toMatch(/third/);
  }, 240_000);

  it('fails where a minion dies in its wave, and reaches nobody after that', async () => {
    site.writeState('web.sls', release('fourth'));
    await site.lab.hosts.get('web-2')!.must('systemctl stop fleet-minion');
    const id = await begin('--batch', '1');
    const { waves } = await comesTo(id, 'failed');
    expect(waves.map(({ state }) => state)).toEqual(['done', 'failed', 'skipped', 'skipped']);
    const now = await pages();
    expect(hosts.map((name) => now[name]!.includes('fourth'))).toEqual([true, false, false, false]);
    await site.lab.hosts.get('web-2')!.must('systemctl start fleet-minion');
    await site.fleet.waitForUp('web-2');
  }, 240_000);
});
