import { describe, expect, it } from '@jest/globals';
import { memoryHost, type MemoryHost } from '@fleet/platform';
import { fromPlain, toPlain, type ValueMap } from '@fleet/values';
import { callFunction } from '../call-function.js';
import type { Daemon, DaemonHands } from '../daemon.js';
import { specContext } from '../spec-cases.js';
import { functionTable } from '../table.js';

const file = '/var/lib/fleet/minion/schedule.json';
const nightly = { function: 'state.apply', cron: '0 3 * * *', enabled: true };

/** What the functions answer, all of them. */
interface Answer {
  readonly result?: boolean;
  readonly comment?: string;
  readonly changes?: unknown;
  readonly next_fire_time?: string;
}

async function call(
  host: MemoryHost,
  name: string,
  positional: unknown[] = [],
  named: Record<string, unknown> = {},
): Promise<{ value: Answer; retcode: number; looked: number }> {
  let looked = 0;
  const context = {
    ...specContext({}, host),
    daemon: { nextFireTime: (job: string) => (job === 'nightly' ? 1_800_000_000_000 : undefined) } as unknown as Daemon,
    hands: () =>
      ({
        runScheduled: async (job: string) => (job === 'stuck' ? undefined : `jid of ${job}`),
      }) as unknown as DaemonHands,
    refresh: async (what: string) => void (looked += Number(what === 'schedule')),
  };
  const given = { positional: positional.map((item) => fromPlain(item)), named: fromPlain(named) as ValueMap };
  const { value, retcode } = await callFunction(functionTable, `schedule.${name}`, given, host, context);
  return { value: structuredClone(toPlain(value)) as Answer, retcode, looked };
}

function kept(host: MemoryHost): unknown {
  return JSON.parse(host.text(file) ?? 'null');
}

const holding = (jobs: object, enabled = true): MemoryHost =>
  memoryHost({ files: { [file]: JSON.stringify({ enabled, jobs }) } });

describe('schedule.add', () => {
  it('writes what was asked, for nobody else to read, and lets the daemon look at once', async () => {
    const host = memoryHost();
    const done = await call(host, 'add', ['nightly'], {
      function: 'state.apply',
      job_args: ['app'],
      job_kwargs: { test: true },
      cron: '0 3 * * *',
      splay: 600,
    });
    expect(done).toMatchObject({
      retcode: 0,
      looked: 1,
      value: { result: true, comment: 'Added job: nightly to schedule.' },
    });
    const job = { function: 'state.apply', args: ['app'], kwargs: { test: true }, cron: '0 3 * * *', splay: 600 };
    expect(kept(host)).toEqual({
      enabled: true,
      jobs: { nightly: { ...job, maxrunning: 1, return_job: true, enabled: true } },
    });
    expect((await host.files.stat(file))?.mode).toBe(0o600);
  });

  it('only says so with test', async () => {
    const host = memoryHost();
    const done = await call(host, 'add', ['x'], { function: 'test.ping', hours: 1, test: true });
    expect([done.value.result, done.looked, kept(host)]).toEqual([true, 0, null]);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ hours: 1 }, /names no function/],
    [{ function: 'no function', hours: 1 }, /names no function/],
    [{ function: 'test.ping' }, /does not say when/],
    [{ function: 'test.ping', hours: 1, cron: '* * * * *' }, /says when twice/],
    [{ function: 'test.ping', seconds: 0 }, /a second at least/],
    [{ function: 'test.ping', cron: 'every day' }, /five or six fields/],
    [{ function: 'test.ping', cron: '* * * * *\n* * * * *; rm' }, /five or six fields/],
    [{ function: 'test.ping', when: 'tomorrow' }, /times such as/],
    [{ function: 'test.ping', once: '2026-13-45T00:00:00' }, /times such as/],
    [{ function: 'test.ping', hours: 1, splay: { start: 9, end: 3 } }, /splay is/],
    [{ function: 'test.ping', hours: 1, splay: 8 * 24 * 3600 }, /at most 604800/],
    [{ function: 'test.ping', hours: 1, splay: { start: 9, end: 1e9 } }, /at most 604800/],
    [{ function: 'test.ping', hours: 1, minutes: -5 }, /minutes is a number/],
    [{ function: 'test.ping', hours: 1, until: 'some day' }, /until is a time/],
  ])('refuses %j', async (named, says) => {
    const host = memoryHost();
    const done = await call(host, 'add', ['x'], named);
    expect(done).toMatchObject({ retcode: 1, value: { result: false, comment: expect.stringMatching(says) } });
    expect(kept(host)).toBe(null);
  });

  it('does not replace a job, nor a schedule that cannot be read', async () => {
    const host = holding({ nightly });
    expect((await call(host, 'add', ['nightly'], { function: 'test.ping', hours: 1 })).value.comment).toMatch(
      /already exists/,
    );
    const broken = memoryHost({ files: { [file]: '{"jobs": {' } });
    await expect(call(broken, 'add', ['x'], { function: 'test.ping', hours: 1 })).rejects.toThrow(
      /mend it, or move it away/,
    );
    expect(broken.text(file)).toBe('{"jobs": {');
  });
});

describe('the rest of schedule', () => {
  it('modify replaces, and says where there is nothing to do', async () => {
    const host = holding({ nightly });
    const named = { function: 'state.apply', hours: 12 };
    expect((await call(host, 'modify', ['nightly'], named)).value).toMatchObject({
      comment: 'Modified job: nightly in schedule.',
      changes: { nightly: { old: nightly, new: { hours: 12 } } },
    });
    expect(await call(host, 'modify', ['nightly'], named)).toMatchObject({
      looked: 0,
      value: { comment: expect.stringMatching(/in correct state/) },
    });
    expect(await call(host, 'modify', ['none'], named)).toMatchObject({
      retcode: 1,
      value: { comment: expect.stringMatching(/does not exist/) },
    });
  });

  it('delete and purge take away', async () => {
    const host = holding({ nightly, other: nightly });
    expect((await call(host, 'delete', ['nightly'])).value).toMatchObject({ changes: { nightly: { new: null } } });
    expect((await call(host, 'delete', ['nightly'])).retcode).toBe(1);
    expect((await call(host, 'purge')).value.comment).toBe('Deleted 1 job from schedule.');
    expect(await call(host, 'purge')).toMatchObject({ looked: 0, value: { comment: 'Nothing is scheduled.' } });
  });

  it('a job and the whole are turned off and on', async () => {
    const host = holding({ nightly });
    expect((await call(host, 'is_enabled', ['nightly'])).value).toBe(true);
    await call(host, 'disable_job', ['nightly']);
    expect((await call(host, 'is_enabled', ['nightly'])).value).toBe(false);
    expect((await call(host, 'list', [], { show_disabled: false })).value).toEqual({});
    expect((await call(host, 'disable_job', ['nightly'])).value.comment).toBe('Job nightly is disabled already.');
    await call(host, 'enable_job', ['nightly']);
    await call(host, 'disable');
    expect([(await call(host, 'is_enabled')).value, (await call(host, 'is_enabled', ['nightly'])).value]).toEqual([
      false,
      false,
    ]);
    await call(host, 'enable');
    expect((await call(host, 'is_enabled', ['nightly'])).value).toBe(true);
    expect((await call(host, 'enable_job', ['none'])).retcode).toBe(1);
  });

  it('list, reload and save tell what there is', async () => {
    const host = holding({ nightly });
    expect((await call(host, 'list')).value).toEqual({ nightly });
    expect(await call(host, 'reload')).toMatchObject({ looked: 1, value: { comment: 'Reloaded schedule: 1 job.' } });
    expect((await call(host, 'save')).value.result).toBe(true);
  });

  it('run_job and show_next_fire_time ask the daemon', async () => {
    const host = holding({ nightly, off: { ...nightly, enabled: false }, stuck: nightly });
    expect((await call(host, 'run_job', ['nightly'])).value.comment).toContain('jid of nightly');
    expect((await call(host, 'run_job', ['off'])).value.comment).toBe('Job off is disabled.');
    expect((await call(host, 'run_job', ['off'], { force: true })).retcode).toBe(0);
    expect((await call(host, 'run_job', ['stuck'])).retcode).toBe(1);
    expect((await call(host, 'run_job', ['none'])).retcode).toBe(1);
    expect((await call(host, 'show_next_fire_time', ['nightly'])).value.next_fire_time).toBe(
      '2027-01-15T08:00:00.000Z',
    );
    expect((await call(host, 'show_next_fire_time', ['off'])).retcode).toBe(1);
  });

  it.each(['save', 'reload'])('%s on a minion without a schedule is fine', async (name) => {
    expect((await call(memoryHost(), name)).retcode).toBe(0);
  });
});
