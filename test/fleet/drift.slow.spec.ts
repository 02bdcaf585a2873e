import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { bin, Fleet, freePort, runProgram } from '../lab/fleet.mjs';

interface Row {
  readonly minion: string;
  readonly kind: string;
  readonly id: string;
  readonly sls: string;
}

/** The programs as they are installed: what a person, a tree and a pillar do to a machine, and what a schedule sees of it. */
describe('drift', () => {
  const id = 'drift-01';
  let folder: string;
  let fleet: Fleet;
  let root: string;
  let minion: ChildProcess | undefined;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fleet-drift-'));
    root = at(id);
    for (const directory of [at('states'), at('pillar'), at('host'), join(root, 'etc/fleet')])
      await mkdir(directory, { recursive: true });
    await writeFile(at('pillar/top.sls'), "base:\n  '*': [node]\n");
    await pillar('one');
    await writeFile(at('states/top.sls'), "base:\n  '*': [web]\n");
    await writeFile(
      at('states/web.sls'),
      `${at('host/word')}:\n  file.managed:\n    - contents: {{ pillar.word }}\n${at('host/conf')}:\n  file.managed:\n    - source: salt://conf\n`,
    );
    await tree('port 1\n');
    await writeFile(join(root, 'etc/fleet/minion.yaml'), `id: ${id}\n`);
    fleet = new Fleet({
      root: at('site'),
      address: '127.0.0.1',
      port: await freePort('127.0.0.1'),
      fileRoots: [at('states')],
      pillarRoots: [at('pillar')],
    });
    await fleet.init();
    await schedule('hourly: {kind: drift, every: 1h}\n  denied: {function: cmd.run, args: [id], every: 1h}');
    await fleet.start();
    const joined = await runProgram(bin('fleet-minion'), ['join', await fleet.token(), '--root', root]);
    expect(joined).toMatchObject({ code: 0 });
    startMinion();
    await fleet.accept(id);
  }, 120_000);

  afterAll(async () => {
    await stopMinion('SIGTERM');
    await fleet?.stop();
    await rm(folder, { recursive: true, force: true });
  }, 30_000);

  const pillar = (word: string): Promise<void> => writeFile(at('pillar/node.sls'), `word: ${word}\n`);
  const tree = (conf: string): Promise<void> => writeFile(at('states/conf'), conf);

  async function schedule(rows: string): Promise<void> {
    await mkdir(join(fleet.options.root, 'etc/fleet/master.d'), { recursive: true });
    await writeFile(join(fleet.options.root, 'etc/fleet/master.d/schedule.yaml'), `schedule:\n  ${rows}\n`);
  }

  function startMinion(): void {
    minion = spawn(bin('fleet-minion'), ['run', '--root', root], { stdio: 'ignore' });
  }

  async function stopMinion(signal: NodeJS.Signals): Promise<void> {
    if (!minion || minion.exitCode !== null || minion.signalCode !== null) return;
    const ended = new Promise((resolve) => minion?.once('close', resolve));
    minion.kill(signal);
    await ended;
  }

  async function check(): Promise<void> {
    expect((await fleet.fleetctl('drift', 'check', id)).code).toBe(0);
  }

  /** `corrective word` */
  async function drift(): Promise<string[]> {
    const { drift: rows } = (await fleet.ask('drift')) as { drift: readonly Row[] };
    return rows.map(({ kind, id: chunk }) => `${kind} ${chunk.split('/').at(-1) ?? ''}`);
  }

  it('is none where everything is as it was applied, and unknown before that', async () => {
    await check();
    expect(await drift()).toEqual(['unknown conf', 'unknown word']);
    expect((await fleet.fleetctl(id, 'state.apply')).code).toBe(0);
    expect(await drift()).toEqual([]);
    await check();
    expect(await drift()).toEqual([]);
    expect((await fleet.fleetctl('drift', '--detailed-exitcode')).code).toBe(0);
  });

  it('is corrective where somebody changed a file, intentional where the wish moved, and gone when it is applied', async () => {
    await writeFile(at('host/conf'), 'by hand\n');
    await check();
    expect(await drift()).toEqual(['corrective conf']);
    await pillar('two');
    await check();
    expect(await drift()).toEqual(['corrective conf', 'intentional word']);
    await tree('port 2\n');
    await check();
    expect(await drift()).toEqual(['intentional conf', 'intentional word']);
    expect((await fleet.fleetctl('drift', '--detailed-exitcode', '-q')).code).toBe(7);
    expect((await fleet.fleetctl('drift', '--sls', 'other', '--detailed-exitcode')).code).toBe(0);
    const shown = await fleet.fleetctl('drift', 'show', id);
    expect(shown.stdout).toMatch(/intentional: file\.managed .*conf\n {4}in web, since .*-by hand\n.*\+port 2\n/s);
    await fleet.fleetctl(id, 'state.apply');
    expect(await drift()).toEqual([]);
  });

  it('is told from what was applied also after the minion was killed, and is not told where that is damaged', async () => {
    await stopMinion('SIGKILL');
    startMinion();
    await fleet.waitForUp(id);
    await writeFile(at('host/word'), 'by hand\n');
    await check();
    expect(await drift()).toEqual(['corrective word']);
    const file = join(root, 'var/lib/fleet/minion/applied.json');
    const text = await readFile(file, 'utf8');
    expect(text).not.toContain('two');
    await writeFile(file, text.slice(0, text.length / 2));
    await check();
    expect(await drift()).toEqual(['unknown word']);
    await fleet.fleetctl(id, 'state.apply');
    expect(await drift()).toEqual([]);
  });

  it('is looked for by a schedule, with the rights of its role, and an operator may hurry it', async () => {
    await writeFile(at('host/word'), 'by hand\n');
    const run = await fleet.fleetctl('schedule', 'run', 'hourly');
    expect(run).toMatchObject({ code: 0, stdout: expect.stringMatching(/^hourly runs as job \d{20};/) });
    for (let turn = 0; turn < 100 && (await drift()).length === 0; turn += 1) await after(100);
    expect(await drift()).toEqual(['corrective word']);
    expect(await fleet.fleetctl('schedule', 'run', 'denied')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('schedule:denied (viewer) may not run cmd.run'),
    });
    expect((await fleet.fleetctl('schedule', 'show', 'nope')).code).toBe(1);
    const rows = (await fleet.fleetctl('schedule', 'list')).stdout;
    expect(rows).toMatch(/^denied +every 1 h +\S+ +\S+ +refused /m);
    expect(rows).toMatch(/^hourly +every 1 h +\S+ +\S+ +1\/1 returned /m);
    const { rows: audit } = (await fleet.ask('audit')) as { rows: readonly { who: string; action: string }[] };
    expect(audit.map(({ who, action }) => `${who.split(' ')[0] ?? ''} ${action}`)).toEqual(
      expect.arrayContaining(['schedule:hourly job_create', 'admin schedule_run', 'schedule:denied job_create']),
    );
  });

  it('is looked for once a beat, whenever the master is killed', async () => {
    const period = 2_000;
    await fleet.stop();
    await schedule('beat: {kind: drift, every: 2s, missed: run}');
    await fleet.start();
    for (const pause of [1_900, 2_050, 700, 2_003, 1_300]) {
      await after(pause);
      await fleet.stop('SIGKILL');
      await fleet.start();
    }
    await after(2 * period);
    const { jobs } = (await fleet.ask('jobs', 'list', '--limit', '200')) as {
      jobs: readonly { operator: string; created: number; jid: string }[];
    };
    const { schedule: rows } = (await fleet.ask('schedule', 'list')) as { schedule: readonly { next: number }[] };
    const phase = (rows[0]?.next ?? 0) % period;
    const beats = jobs
      .filter(({ operator }) => operator === 'schedule:beat')
      .map(({ created }) => Math.floor((created - phase) / period));
    expect(beats.length).toBeGreaterThan(4);
    expect(beats).toEqual([...new Set(beats)]);
    expect(await drift()).toEqual(['corrective word']);
  }, 90_000);
});
