import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pause } from './fleet.mjs';
import { startSite } from './site.mjs';

describe('jobs and minions that come and go', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const host = (name: string) => site.lab.hosts.get(name)!;
  const first = () => host('miner-01');
  const second = () => host('miner-02');

  /** The newest job of a function. */
  const newest = async (name: string): Promise<string> => {
    const { jobs } = await site.fleet.ask('jobs', 'list');
    return jobs.find((row: { function: string }) => row.function === name).jid;
  };
  const shown = async (jid: string) => site.fleet.ask('jobs', 'show', jid);
  const statusOf = async (id: string) => {
    const { minions } = await site.fleet.ask('status');
    return minions.find((row: { minion: string }) => row.minion === id);
  };
  const down = async (name: string): Promise<void> => {
    await host(name).must('systemctl stop fleet-minion');
    await site.fleet.waitFor(`${name} to be down`, async () => !(await statusOf(name)).up);
  };
  const up = async (name: string): Promise<void> => {
    await host(name).must('systemctl start fleet-minion');
    await site.fleet.waitForUp(name);
  };

  beforeAll(async () => {
    site = await startSite(['miner-01', 'miner-02'], { spec: 'delivery' });
    for (const name of ['miner-01', 'miner-02']) {
      await host(name).must('mkdir -p /etc/fleet/minion.d');
      await host(name).writeFile('/etc/fleet/minion.d/beat.yaml', 'beat_interval: 2\n');
      await host(name).must('systemctl restart fleet-minion');
    }
    await site.fleet.waitForUp('miner-01', 'miner-02');
  }, 240_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('what a command says is complete and in order after the cable was pulled', async () => {
    // It says its last lines when what it said before has arrived.
    const counting = (from: number, to: number): string =>
      `for i in $(seq ${from} ${to}); do echo line $i; sleep 1; done`;
    const script = `${counting(1, 10)}; until test -e /root/go-on; do sleep 0.2; done; ${counting(11, 14)}`;
    const watching = site.fleet.fleetctl('-v', 'miner-01', 'cmd.run', script);
    let jid = '';
    const said = async (): Promise<string[]> => {
      jid ||= await newest('cmd.run').catch(() => '');
      const output = jid && (await shown(jid)).minions[0]?.output?.text;
      return output ? output.trimEnd().split('\n') : [];
    };
    await site.fleet.waitFor('some lines', async () => (await said()).length >= 2);
    await first().cutNetwork();
    await pause(5_000);
    await first().restoreNetwork();
    await site.fleet.waitFor('what was said meanwhile', async () => (await said()).length >= 8);
    const lines = await said();
    expect(lines).toEqual(lines.map((_line, index) => `line ${index + 1}`));
    await first().must('touch /root/go-on');
    const { code, stdout, stderr } = await watching;
    expect([code, stdout]).toEqual([0, expect.stringContaining('line 14')]);
    const live = String(stderr)
      .split('\n')
      .filter((line) => /^miner-01: line /.test(line));
    expect(live).toEqual(live.map((_line, index) => `miner-01: line ${index + 1}`));
    expect((await shown(jid)).minions[0].output).toBeUndefined();
  }, 120_000);

  it('a state run whose minion is killed returns what it had done, and is not run again', async () => {
    const marker = '/root/half-done';
    site.writeState(
      'half.sls',
      `done:\n  cmd.run:\n    - name: echo ran >> ${marker}\nnever-done:\n  cmd.run:\n    - name: sleep 60; echo never >> ${marker}\n    - require:\n      - cmd: done\n`,
    );
    const watching = site.fleet.fleetctl('miner-01', 'state.apply', 'half');
    await site.fleet.waitFor('the second state', async () => (await first().exec('pgrep -f "[s]leep 60"')).code === 0);
    const pid = (await first().must(['systemctl', 'show', '--value', '-p', 'MainPID', 'fleet-minion'])).trim();
    await first().must(['kill', '-9', pid]);
    await first().must('pkill -9 -f "[s]leep 60"');
    const { code, stdout } = await watching;
    expect(code).toBe(1);
    expect(stdout).toMatch(/ID: done[\s\S]*interrupted/);
    expect(stdout).not.toContain('ID: never-done');
    const row = (await shown(await newest('state.apply'))).minions[0];
    expect(row.return).toMatchObject({ fault: { code: 'interrupted' }, out: 'highstate', retcode: 8 });
    expect(await first().readFile(marker)).toBe('ran\n');
  }, 120_000);

  it('a queued job waits for a minion that is away, over a restart of the master, and runs once', async () => {
    await down('miner-02');
    expect((await statusOf('miner-02')).reason).toEqual({ code: 'left' });
    const asked = await site.fleet.fleetctl('*', 'cmd.run', 'echo ran >> /root/queued', '--queue', '--expires', '1h');
    expect(asked.code).toBe(0);
    expect(asked.stderr).toMatch(/queued for 1 minion that is not connected, until .*: miner-02; fleetctl jobs watch/);
    const jid = await newest('cmd.run');
    expect((await site.fleet.fleetctl('jobs', 'show', jid)).stdout).toContain('miner-02 gets it when it comes back');
    await site.fleet.stop('SIGKILL');
    await site.fleet.start();
    await up('miner-02');
    await site.fleet.waitFor('both returns', async () => (await shown(jid)).returned === 2);
    await second().must('systemctl restart fleet-minion');
    await site.fleet.waitForUp('miner-02');
    await pause(1_000);
    for (const name of ['miner-01', 'miner-02']) expect(await host(name).readFile('/root/queued')).toBe('ran\n');
  }, 120_000);

  it('a queued job that expires says so, and is not run by one that comes later', async () => {
    await down('miner-02');
    await site.fleet.fleetctl('miner-02', 'cmd.run', 'touch /root/too-late', '--queue', '--expires', '2s');
    const jid = await newest('cmd.run');
    const watched = await site.fleet.fleetctl('jobs', 'watch', jid);
    expect([watched.code, watched.stderr]).toEqual([4, expect.stringContaining('did not come before the job expired')]);
    await up('miner-02');
    await pause(1_000);
    expect((await second().exec('test -e /root/too-late')).code).not.toBe(0);
  }, 60_000);

  it('a drained minion stays drained when it is restarted, and works again when it is told to', async () => {
    const working = site.fleet.fleetctl('miner-01', 'cmd.run', 'touch /root/at-work; sleep 3; echo finished');
    await site.fleet.waitFor('it to work', async () => (await first().exec('test -e /root/at-work')).code === 0);
    const drained = await site.fleet.ask('miner-01', 'minion.drain', 'timeout=30');
    expect(drained['miner-01']).toEqual({ draining: true, finished: true, running: [] });
    expect((await working).stdout).toContain('finished');
    await first().must('systemctl restart fleet-minion');
    await site.fleet.waitFor('it to come back', async () => (await statusOf('miner-01')).up);
    expect((await site.fleet.fleetctl('status')).stdout).toMatch(/miner-01 +up, draining/);
    const refused = await site.fleet.fleetctl('miner-01', 'cmd.run', 'touch /root/not-while-draining');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringContaining('[draining]')]);
    expect((await site.fleet.fleetctl('miner-01', 'test.ping')).code).toBe(0);
    expect(await site.fleet.ask('miner-01', 'minion.resume')).toEqual({ 'miner-01': true });
    expect(await site.fleet.ask('miner-01', 'cmd.run', 'ls /root/not-while-draining || echo works')).toMatchObject({
      'miner-01': expect.stringContaining('works'),
    });
    expect((await statusOf('miner-01')).draining).toBeUndefined();
  }, 90_000);

  it('a minion that says nothing is missed while its connection is still there', async () => {
    await second().must('systemctl kill -s STOP fleet-minion');
    await site.fleet.waitFor('it to be missed', async () => !(await statusOf('miner-02')).up);
    expect((await statusOf('miner-02')).reason).toMatchObject({ code: 'no-heartbeat' });
    const silent = await site.fleet.fleetctl('miner-02', 'test.ping');
    expect([silent.code, silent.stderr]).toEqual([
      4,
      expect.stringMatching(/no heartbeat for \d+ (?:s|min\b.*) while still connected/),
    ]);
    await second().must('systemctl kill -s CONT fleet-minion');
    await site.fleet.waitForUp('miner-02');
    await site.fleet.waitFor('its round trip', async () => (await statusOf('miner-02')).rtt >= 0);
  }, 90_000);

  it('a copied identity is found, and nothing that touches anything is sent to it until one is left', async () => {
    await down('miner-02');
    const identity = await first().must('tar -C /var/lib/fleet/minion -cf - identity | base64 -w0');
    await second().must('mv /var/lib/fleet/minion/identity /root/own-identity');
    await second().writeFile('/root/identity.b64', identity);
    await second().must('base64 -d /root/identity.b64 | tar -C /var/lib/fleet/minion -xf -');
    await second().must('systemctl start fleet-minion');
    await site.fleet.waitFor('the copy to be found', async () => (await statusOf('miner-01')).duplicate === true);
    const refused = await site.fleet.fleetctl('miner-01', 'cmd.run', 'touch /root/twice');
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining('two machines use its key')]);
    expect((await site.fleet.fleetctl('status')).stderr).toContain('let it join with an id of its own');
    for (const name of ['miner-01', 'miner-02'])
      expect((await host(name).exec('test -e /root/twice')).code).not.toBe(0);
    await second().must('systemctl stop fleet-minion');
    await second().must(
      'rm -rf /var/lib/fleet/minion/identity && mv /root/own-identity /var/lib/fleet/minion/identity',
    );
    await site.fleet.waitFor('one to be left', async () => (await statusOf('miner-01')).duplicate === undefined);
    expect((await site.fleet.fleetctl('miner-01', 'cmd.run', 'true')).code).toBe(0);
    await up('miner-02');
  }, 90_000);
});
