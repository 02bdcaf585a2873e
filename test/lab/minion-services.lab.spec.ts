import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bin } from './fleet.mjs';
import { startSite } from './site.mjs';

interface Job {
  readonly jid: string;
  readonly fun: string;
  readonly processes: number[];
}

interface Details {
  readonly operator: string;
  readonly minions: { return?: { retcode: number; value: unknown } }[];
}

/** What needs the daemon and its master: jobs that are ended, schedules, events, artifacts, grains, a reboot that is waited for. */
describe('a minion with its master', () => {
  const id = 'svc-01';
  let site: Awaited<ReturnType<typeof startSite>>;
  const host = () => site.lab.hosts.get(id) as NonNullable<ReturnType<typeof site.lab.hosts.get>>;
  const call = async <T>(...words: string[]): Promise<T> =>
    ((await site.fleet.ask(id, ...words)) as Record<string, T>)[id] as T;
  const running = async (name: string): Promise<Job> => {
    let found: Job | undefined;
    await site.fleet.waitFor(`${name} to run`, async () => {
      found = (await call<Job[]>('saltutil.is_running', name)).find(({ processes }) => processes.length > 0);
      return found !== undefined;
    });
    return found as Job;
  };
  const show = async (jid: string): Promise<Details> => (await site.fleet.ask('jobs', 'show', jid)) as Details;
  const restart = async (): Promise<void> => {
    await host().must('systemctl restart fleet-minion');
    await site.fleet.waitFor(
      'the minion to answer',
      async () => (await site.fleet.fleetctl(id, 'test.ping')).code === 0,
    );
  };

  beforeAll(async () => {
    site = await startSite([id], { spec: 'minion-services' });
  }, 120_000);
  afterAll(async () => {
    await site?.stop();
  }, 60_000);

  it('tells that its master is there', async () => {
    expect(await call('status.ping_master')).toBe(true);
  }, 30_000);

  it('keeps grains that it was given over a restart, and the master targets by them at once', async () => {
    expect(await call('grains.setval', 'roles', '[web]')).toEqual({ roles: ['web'] });
    await call('grains.append', 'roles', 'router');
    site.writeState(
      'grained.sls',
      'site:rack:\n  grains.present:\n    - value: 7\nroles:\n  grains.list_absent:\n    - value: web\n',
    );
    const first = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'grained');
    expect(Object.values(first).map(({ result, changes }) => [result, Object.keys(changes).length])).toEqual([
      [true, 1],
      [true, 1],
    ]);
    const second = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'grained');
    expect(Object.values(second).map(({ result, changes }) => [result, changes])).toEqual([
      [true, {}],
      [true, {}],
    ]);
    expect(await site.fleet.ask('-G', 'roles:router', 'grains.get', 'site:rack')).toEqual({ [id]: 7 });
    await restart();
    expect(await call('grains.get', 'roles')).toEqual(['router']);
    expect(await host().must('cat /etc/fleet/grains')).toBe('roles:\n- router\nsite:\n  rack: 7\n');
    await host().must('echo "roles: [" > /etc/fleet/grains');
    const refused = await site.fleet.fleetctl(id, 'grains.setval', 'roles', 'x');
    expect([refused.code, refused.stdout]).toEqual([1, expect.stringMatching(/nothing is written there/)]);
    expect(await host().must('cat /etc/fleet/grains')).toBe('roles: [\n');
    await host().must('rm /etc/fleet/grains');
  }, 120_000);

  it('kills the process group of a command, and the job says so', async () => {
    const job = site.fleet.fleetctl(id, 'cmd.run', 'echo begun; sleep 777 & sleep 777; echo over');
    const { jid } = await running('cmd.run');
    expect(await call('saltutil.find_job', jid)).toMatchObject({ jid, fun: 'cmd.run' });
    expect(await call('saltutil.kill_job', jid)).toMatch(/SIGKILL sent to its process group \d+/);
    const { code, stdout } = await job;
    expect([code, stdout]).toEqual([1, expect.stringContaining('begun')]);
    expect(stdout).not.toContain('over');
    expect((await host().exec('pgrep -f "[s]leep 777"')).code).toBe(1);
    expect((await site.fleet.fleetctl(id, 'saltutil.kill_job', jid)).code).toBe(1);
  }, 60_000);

  it.each(['kill', 'term'])(
    'ends all jobs but the one that asks: %s',
    async (how) => {
      const jobs = [
        site.fleet.fleetctl(id, 'cmd.run', 'sleep 781; echo over'),
        site.fleet.fleetctl(id, 'cmd.run_all', 'sleep 781; echo over'),
      ];
      const jids = [(await running('cmd.run')).jid, (await running('cmd.run_all')).jid];
      const answer = await call<unknown>(`saltutil.${how}_all_jobs`);
      for (const jid of jids) expect(JSON.stringify(answer)).toContain(jid);
      for (const { code, stdout } of await Promise.all(jobs))
        expect([code, stdout]).toEqual([1, expect.not.stringContaining('over')]);
      expect((await host().exec('pgrep -f "[s]leep 781"')).code).toBe(1);
      expect(await call('saltutil.is_running', 'cmd.*')).toEqual([]);
    },
    60_000,
  );

  it('answers while states run, and ends a run between what is done and what is not', async () => {
    site.writeState(
      'long.sls',
      'one:\n  file.managed:\n    - name: /root/one\n    - contents: x\ntwo:\n  cmd.run:\n    - name: sleep 778\nthree:\n  file.managed:\n    - name: /root/three\n    - contents: x\n',
    );
    const job = site.fleet.fleetctl('--out', 'json', id, 'state.apply', 'long');
    const { jid } = await running('state.apply');
    await call('saltutil.term_job', jid);
    const { code, stdout } = await job;
    expect([code, stdout]).toEqual([1, expect.stringContaining('file_|-one_|-/root/one')]);
    expect(stdout).not.toContain('three');
    expect((await host().exec('ls /root/one /root/three')).stdout).toBe('/root/one\n');
    expect((await host().exec('pgrep -f "[s]leep 778"')).code).toBe(1);
    expect((await show(jid)).minions[0]?.return?.retcode).not.toBe(0);
  }, 60_000);

  it('sends events to whoever watches', async () => {
    // Those of before it listens as well; then it listens.
    const words = ['--out', 'json', 'events', '-f', 'deploy/*', '--since', '1h', '--count', '2'];
    const watching = spawn(bin('fleetctl'), words, {
      env: { ...process.env, FLEET_ROOT: site.fleet.options.root },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(watching, 'close');
    let stdout = '';
    watching.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    site.writeState('told.sls', 'deploy/state:\n  event.send:\n    - data: {password: hunter2}\n');
    await call('event.send', 'other/one');
    await call('event.send', 'deploy/one', '{n: 1}');
    try {
      await site.fleet.waitFor('the watcher', async () => stdout.includes('deploy/one'));
      await call('state.apply', 'told');
      expect(await ended).toEqual([0, null]);
    } finally {
      watching.kill();
    }
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { tag: string; minion: string });
    expect(events.map(({ tag }) => tag)).toEqual(['deploy/one', 'deploy/state']);
    expect(stdout).not.toContain('hunter2');
  }, 60_000);

  it('brings files to the master, and secret ones sealed', async () => {
    await host().must(
      'head -c 1500000 /dev/urandom > /root/big && echo 0xsecretkey > /root/key && mkdir -p /root/logs && echo l > /root/logs/a.log',
    );
    expect(await call('cp.push', '/root/big')).toBe(true);
    expect(await call('cp.push_dir', '/root/logs', 'upload_path=logs')).toBe(true);
    site.writeState(
      'collected.sls',
      '/root/key:\n  artifact.collected:\n    - secret: true\nkernel:\n  artifact.collected:\n    - cmd: uname -s\n    - dest: facts/kernel\n',
    );
    const dry = await call<Record<string, { result: null }>>('state.apply', 'collected', 'test=True');
    expect(Object.values(dry).map(({ result }) => result)).toEqual([null, null]);
    const first = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'collected');
    expect(JSON.stringify(first)).not.toContain('0xsecretkey');
    expect(Object.values(first).map(({ result, changes }) => [result, Object.keys(changes)])).toEqual([
      [true, ['root/key']],
      [true, ['facts/kernel']],
    ]);
    const second = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'collected');
    expect(Object.values(second).map(({ result, changes }) => [result, changes])).toEqual([
      [true, {}],
      [true, {}],
    ]);
    const { artifacts } = (await site.fleet.ask('artifacts', 'list')) as {
      artifacts: { path: string; secret: boolean }[];
    };
    expect(artifacts.map(({ path, secret }) => [path, secret])).toEqual([
      ['facts/kernel', false],
      ['logs/a.log', false],
      ['root/big', false],
      ['root/key', true],
    ]);
    expect((await site.fleet.fleetctl('artifacts', 'get', id, 'facts/kernel')).stdout).toBe('Linux');
    expect((await site.fleet.fleetctl('artifacts', 'get', id, 'root/key')).code).toBe(6);
    expect((await site.fleet.fleetctl('artifacts', 'get', id, 'root/key', '--show-secrets')).stdout).toBe(
      '0xsecretkey\n',
    );
    const big = join(site.folder, 'big');
    expect((await site.fleet.fleetctl('artifacts', 'get', id, 'root/big', '--to', big)).code).toBe(0);
    expect(readFileSync(big).length).toBe(1_500_000);
    expect(site.fleet.log()).not.toContain('0xsecretkey');
    expect((await site.fleet.fleetctl('artifacts', 'rm', id, 'root/big')).code).toBe(0);
    expect(((await site.fleet.ask('artifacts', 'list')) as { artifacts: unknown[] }).artifacts).toHaveLength(3);
  }, 120_000);

  it('runs its schedule, also after a restart, and the master has the returns', async () => {
    site.writeState(
      'scheduled.sls',
      'tick:\n  schedule.present:\n    - function: cmd.run\n    - job_args: ["date +%s%N >> /root/ticks"]\n    - seconds: 2\n',
    );
    const first = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'scheduled');
    expect(Object.values(first)).toMatchObject([{ result: true, changes: { tick: { old: null } } }]);
    const second = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'scheduled');
    expect(Object.values(second)).toMatchObject([{ result: true }]);
    expect(Object.values(second)[0]?.changes).toEqual({});
    const ticks = async (): Promise<number> => Number(await host().must('cat /root/ticks 2>/dev/null | wc -l'));
    await site.fleet.waitFor('two ticks', async () => (await ticks()) >= 2);
    await restart();
    const before = await ticks();
    await site.fleet.waitFor('two more', async () => (await ticks()) >= before + 2);
    const { jobs } = (await site.fleet.ask('jobs', 'list')) as {
      jobs: { jid: string; operator: string; function: string }[];
    };
    const own = jobs.filter(({ operator }) => operator === 'schedule');
    expect(own.length).toBeGreaterThan(1);
    expect(await show(own[0]?.jid ?? '')).toMatchObject({
      function: 'cmd.run',
      minions: [{ minion: id, return: { retcode: 0 } }],
    });
    expect(await call('schedule.show_next_fire_time', 'tick')).toMatchObject({ result: true });
    site.writeState(
      'unscheduled.sls',
      'quiet:\n  schedule.disabled:\n    - name: tick\ngone:\n  schedule.absent:\n    - name: tick\n    - require:\n      - schedule: quiet\n',
    );
    const gone = await call<Record<string, { result: boolean; changes: object }>>('state.apply', 'unscheduled');
    expect(Object.values(gone).map(({ result }) => result)).toEqual([true, true]);
    expect(await call('schedule.list')).toEqual({});
    const last = await ticks();
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    expect(await ticks()).toBe(last);
  }, 120_000);

  it('reboots, and the job ends when it is back', async () => {
    const job = site.fleet.fleetctl('--out', 'json', id, 'system.reboot', 'wait=True');
    await site.fleet.waitFor(
      'the machine to go down',
      async () =>
        !(await host()
          .exec('true')
          .then(
            ({ code }: { code: number }) => code === 0,
            () => false,
          )),
    );
    await host().reboot();
    const { code, stdout } = await job;
    expect(JSON.parse(stdout)).toEqual({
      [id]: { result: true, boot_id: expect.any(String), boot_id_before: expect.any(String) },
    });
    const { boot_id: now, boot_id_before: before } =
      (JSON.parse(stdout) as Record<string, Record<string, string>>)[id] ?? {};
    expect([code, now === before]).toEqual([0, false]);
  }, 180_000);
});
