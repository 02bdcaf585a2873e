import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pause } from './fleet.mjs';
import { startSite } from './site.mjs';

describe('a fleet whose parts die', () => {
  let site: Awaited<ReturnType<typeof startSite>>;
  const miner = () => site.lab.hosts.get('miner-01')!;
  const mainPid = async (unit: string) =>
    Number(await miner().must(['systemctl', 'show', '--value', '-p', 'MainPID', unit]));

  beforeAll(async () => {
    site = await startSite(['miner-01'], { spec: 'resilience' });
    await site.fleet.ask('miner-01', 'state.apply', 'cortensord');
  }, 240_000);

  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('a killed node daemon comes back', async () => {
    const before = await mainPid('cortensord@node_01');
    await miner().must(['kill', '-9', String(before)]);
    await site.fleet.waitFor('another daemon', async () => {
      const now = await mainPid('cortensord@node_01');
      return now > 0 && now !== before;
    });
  }, 60_000);

  it('a killed minion daemon comes back and answers', async () => {
    await miner().must(['kill', '-9', String(await mainPid('fleet-minion'))]);
    await site.fleet.waitFor(
      'an answer',
      async () => (await site.fleet.fleetctl('--timeout', '3', 'miner-01', 'test.ping')).code === 0,
    );
  }, 60_000);

  it('a rebooted host comes back with its instances and reconnects', async () => {
    await miner().reboot();
    await site.fleet.waitForUp('miner-01');
    expect(await site.fleet.ask('miner-01', 'service.status', 'cortensord@*')).toEqual({
      'miner-01': { 'cortensord@node_01.service': true, 'cortensord@node_02.service': true },
    });
  }, 120_000);

  it('a silent minion is named with its reason, and the exit code says so', async () => {
    await miner().must('systemctl stop fleet-minion');
    const gone = await site.fleet.fleetctl('*', 'test.ping');
    expect(gone.code).toBe(4);
    expect(gone.stdout + gone.stderr).toMatch(/miner-01.*disconnected since/s);
    await miner().must('systemctl start fleet-minion');
    await site.fleet.waitForUp('miner-01');
  }, 60_000);

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'a master that gets %s during an apply loses nothing, and nothing runs twice',
    async (signal) => {
      const marker = `/root/ran-${signal}`;
      site.writeState(
        'slow.sls',
        `slow:\n  cmd.run:\n    - name: touch ${marker}-begun; sleep 4; echo ran >> ${marker}\n`,
      );
      const watching = site.fleet.fleetctl('miner-01', 'state.apply', 'slow').catch(() => undefined);
      await site.fleet.waitFor(
        'the run to begin',
        async () => (await miner().exec(`test -e ${marker}-begun`)).code === 0,
      );
      await site.fleet.stop(signal);
      await pause(5_000); // the run ends while no master is there
      await site.fleet.start();
      await watching;
      const { jobs } = await site.fleet.ask('jobs', 'list');
      const job = jobs.find(
        (row: { function: string; args: string }) => row.function === 'state.apply' && row.args.includes('slow'),
      );
      await site.fleet.waitFor('its return', async () => {
        const details = await site.fleet.ask('jobs', 'show', job.jid);
        return details.minions[0]?.return?.success === true;
      });
      expect(await miner().readFile(marker)).toBe('ran\n');
    },
    120_000,
  );

  it('a minion that dies in a run reports the interruption and does not run it again', async () => {
    const marker = '/root/interrupted';
    site.writeState('cut.sls', `cut:\n  cmd.run:\n    - name: echo ran >> ${marker}; sleep 60\n`);
    const watching = site.fleet.fleetctl('miner-01', 'state.apply', 'cut');
    await site.fleet.waitFor('the run to begin', async () => (await miner().exec(`test -e ${marker}`)).code === 0);
    await miner().powerCut();
    await miner().start();
    const { code, stdout, stderr } = await watching;
    expect(stdout + stderr).toContain('interrupted');
    expect(code).not.toBe(0);
    expect(await miner().readFile(marker)).toBe('ran\n');
  }, 120_000);

  it('a cut cable delays a return, and loses none', async () => {
    site.writeState('cable.sls', 'cable:\n  cmd.run:\n    - name: touch /root/cable; sleep 3; echo done\n');
    const watching = site.fleet.fleetctl('miner-01', 'state.apply', 'cable');
    await site.fleet.waitFor('the run to begin', async () => (await miner().exec('test -e /root/cable')).code === 0);
    await miner().cutNetwork();
    await pause(5_000);
    await miner().restoreNetwork();
    await watching;
    await site.fleet.waitForUp('miner-01');
    const { jobs } = await site.fleet.ask('jobs', 'list');
    const job = jobs.find((row: { args: string }) => row.args.includes('cable'));
    await site.fleet.waitFor(
      'its return',
      async () => (await site.fleet.ask('jobs', 'show', job.jid)).minions[0]?.return?.success === true,
    );
  }, 180_000);
});

describe('a minion that starts before its master', () => {
  it('connects when the master appears', async () => {
    const site = await startSite([], { spec: 'late-master' });
    try {
      const token = await site.fleet.token();
      await site.fleet.stop();
      await site.fleet.join(await site.bootHost('miner-02'), token);
      await pause(2_000);
      await site.fleet.start();
      await site.fleet.accept('miner-02');
      expect(await site.fleet.ask('*', 'test.ping')).toEqual({ 'miner-02': true });
    } finally {
      await site.stop();
    }
  }, 180_000);
});
