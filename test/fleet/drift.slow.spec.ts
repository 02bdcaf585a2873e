import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FleetHere } from './fleet-here.js';

interface Row {
  readonly minion: string;
  readonly kind: string;
  readonly id: string;
  readonly sls: string;
}

/** The programs as they are installed: what a person, a tree and a pillar do to a machine, and what a schedule sees of it. */
describe('drift', () => {
  const id = 'drift-01';
  let here: FleetHere;
  const hour = 3_600_000;

  beforeAll(async () => {
    here = await FleetHere.make({
      'pillar/top.sls': "base:\n  '*': [node]\n",
      'pillar/node.sls': 'word: one\n',
      'states/top.sls': "base:\n  '*': [web]\n",
      'states/conf': 'port 1\n',
    });
    const [word, conf] = [here.at('host/word'), here.at('host/conf')];
    await mkdir(here.at('host'));
    await here.write(
      'states/web.sls',
      `${word}:\n  file.managed:\n    - contents: {{ pillar.word }}\n${conf}:\n  file.managed:\n    - source: salt://conf\n`,
    );
    await schedule('hourly: {kind: drift, every: 1h}\n  denied: {function: cmd.run, args: [id], every: 1h}');
    await here.fleet.start();
    await here.join(id);
  });

  afterAll(() => here?.stop());

  const schedule = (rows: string): Promise<void> =>
    here.write('site/etc/fleet/master.d/schedule.yaml', `schedule:\n  ${rows}\n`);

  async function check(): Promise<void> {
    expect((await here.fleet.fleetctl('drift', 'check', id)).code).toBe(0);
  }

  /** `corrective word` */
  async function drift(): Promise<string[]> {
    const { drift: rows } = (await here.fleet.ask('drift')) as { drift: readonly Row[] };
    return rows.map(({ kind, id: chunk }) => `${kind} ${chunk.split('/').at(-1) ?? ''}`);
  }

  it('is none where everything is as it was applied, and unknown before that', async () => {
    await check();
    expect(await drift()).toEqual(['unknown conf', 'unknown word']);
    expect((await here.fleet.fleetctl(id, 'state.apply')).code).toBe(0);
    expect(await drift()).toEqual([]);
    await check();
    expect(await drift()).toEqual([]);
    expect((await here.fleet.fleetctl('drift', '--detailed-exitcode')).code).toBe(0);
  });

  it('is corrective where somebody changed a file, intentional where the wish moved, and gone when it is applied', async () => {
    await here.write('host/conf', 'by hand\n');
    await check();
    expect(await drift()).toEqual(['corrective conf']);
    await here.write('pillar/node.sls', 'word: two\n');
    await check();
    expect(await drift()).toEqual(['corrective conf', 'intentional word']);
    await here.write('states/conf', 'port 2\n');
    await check();
    expect(await drift()).toEqual(['intentional conf', 'intentional word']);
    expect((await here.fleet.fleetctl('drift', '--detailed-exitcode', '-q')).code).toBe(7);
    expect((await here.fleet.fleetctl('drift', '--sls', 'other', '--detailed-exitcode')).code).toBe(0);
    const shown = await here.fleet.fleetctl('drift', 'show', id);
    expect(shown.stdout).toMatch(/intentional: file\.managed .*conf\n {4}in web, since .*-by hand\n.*\+port 2\n/s);
    await here.fleet.fleetctl(id, 'state.apply');
    expect(await drift()).toEqual([]);
  });

  it('is told from what was applied also after the minion was killed, and is not told where that is damaged', async () => {
    await here.stopMinion(id, 'SIGKILL');
    here.startMinion(id);
    await here.fleet.waitForUp(id);
    await here.write('host/word', 'by hand\n');
    await check();
    expect(await drift()).toEqual(['corrective word']);
    const file = here.at(id, 'var/lib/fleet/minion/applied.json');
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('two');
    await writeFile(file, text.slice(0, text.length / 2));
    await check();
    expect(await drift()).toEqual(['unknown word']);
    await here.fleet.fleetctl(id, 'state.apply');
    expect(await drift()).toEqual([]);
  });

  it('is looked for by a schedule, with the rights of its role, and an operator may hurry it', async () => {
    await here.write('host/word', 'by hand\n');
    const run = await here.fleet.fleetctl('schedule', 'run', 'hourly');
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^hourly runs as job \d{20};/) });
    for (let turn = 0; turn < 100 && (await drift()).length === 0; turn += 1) await after(100);
    expect(await drift()).toEqual(['corrective word']);
    expect(await here.fleet.fleetctl('schedule', 'run', 'denied')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('schedule:denied (viewer) may not run cmd.run'),
    });
    expect((await here.fleet.fleetctl('schedule', 'show', 'nope')).code).toBe(1);
    const rows = (await here.fleet.fleetctl('schedule', 'list')).stdout;
    expect(rows).toMatch(/^denied +every 1 h +\S+ +\S+ +refused /m);
    expect(rows).toMatch(/^hourly +every 1 h +\S+ +\S+ +1\/1 returned /m);
    const { rows: audit } = (await here.fleet.ask('audit')) as { rows: readonly { who: string; action: string }[] };
    expect(audit.map(({ who, action }) => `${who.split(' ')[0] ?? ''} ${action}`)).toEqual(
      expect.arrayContaining(['schedule:hourly job_create', 'admin schedule_run', 'schedule:denied job_create']),
    );
  });

  it('is looked for by the schedule of the file that is there on SIGHUP, and by the one before where that is wrong', async () => {
    const hangup = async (): Promise<void> => {
      const { pid } = JSON.parse(await readFile(here.at('site/run/fleet/master.json'), 'utf8')) as { pid: number };
      process.kill(pid, 'SIGHUP');
    };
    const rows = async (): Promise<readonly { name: string; every: number; next: number; jid?: string }[]> =>
      ((await here.fleet.ask('schedule', 'list')) as { schedule: [] }).schedule;
    const names = async (): Promise<string[]> => (await rows()).map(({ name }) => name);
    const before = (await rows()).find(({ name }) => name === 'hourly');
    await schedule('hourly: {kind: drift, every: 1h, target: "drift-*"}\n  soon: {kind: drift, every: 1s}');
    // As a person does who is not sure: what begins meanwhile is begun once, and goes on coming round.
    for (let turn = 0; turn < 5; turn += 1) await hangup();
    await here.fleet.waitFor('the new schedule', async () => (await names()).join() === 'hourly,soon');
    expect((await rows())[0]).toMatchObject({ every: hour, next: before?.next, jid: before?.jid });
    const ran = new Set<string>();
    await here.fleet.waitFor('three of its jobs', async () => {
      await hangup();
      const jid = (await rows()).find(({ name }) => name === 'soon')?.jid;
      if (jid !== undefined) ran.add(jid);
      return ran.size >= 3;
    });
    await schedule('hourly: {kind: drift, every: soon}');
    await hangup();
    await here.fleet.waitFor('word of the mistake', () => here.fleet.log().includes('and so does the schedule'));
    expect(await names()).toEqual(['hourly', 'soon']);
    await schedule('hourly: {kind: drift, every: 1h}');
    await hangup();
    await here.fleet.waitFor('the old schedule', async () => (await names()).join() === 'hourly');
    expect((await here.fleet.fleetctl('schedule', 'run', 'soon')).code).toBe(1);
  });

  it('is looked for once a beat, whenever the master is killed', async () => {
    const period = 2_000;
    await here.fleet.stop();
    await schedule('beat: {kind: drift, every: 2s, missed: run}');
    await here.fleet.start();
    for (const pause of [1_900, 2_050, 700, 2_003, 1_300]) {
      await after(pause);
      await here.fleet.stop('SIGKILL');
      await here.fleet.start();
    }
    const due = async (): Promise<readonly string[]> => {
      const { rows } = (await here.fleet.ask('audit', '--limit', '100')) as {
        rows: readonly { who: string; note?: string }[];
      };
      return rows.filter(({ who }) => who.split(' ')[0] === 'schedule:beat').map(({ note }) => note ?? '');
    };
    // On a slow machine the minion is hardly back before the next kill, and a beat is left out while a job of an earlier one goes on.
    await here.fleet.waitFor('five beats', async () => (await due()).length > 4, 180_000);
    const beats = await due();
    expect(beats).toEqual([...new Set(beats)].sort().reverse());
    const times = beats.map((note) => Date.parse(note.replace('due at ', '')));
    expect(new Set(times.map((time) => time % period)).size).toBe(1);
    expect(await drift()).toEqual(['corrective word']);
  }, 300_000);
});
