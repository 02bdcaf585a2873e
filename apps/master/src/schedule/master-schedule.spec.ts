import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ScheduledJob } from '@fleet/config';
import { JobStore } from '@fleet/jobs';
import type { Jid } from '@fleet/protocol';
import type { RunningJobs } from '../jobs/running-jobs.js';
import type { MasterRuntime } from '../runtime/runtime.js';
import { MasterSchedule } from './master-schedule.js';
import type { ScheduledCalls } from './scheduled-calls.js';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 5, 1);

let directory: string;
let store: JobStore;
/** When each job began, by name. */
let began: string[];
/** Jobs that go on, and why none begins. */
let going: Set<Jid>;
let refuses: string | undefined;
/** The next one does not live to see its transaction. */
let dies: boolean;
/** Until this is there, none comes to its end. */
let held: Promise<void> | undefined;
let log: string[];
let master: MasterSchedule | undefined;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-schedule-'));
  store = JobStore.open(join(directory, 'fleet.db'));
  [began, going, refuses, dies, held, log] = [[], new Set(), undefined, false, undefined, []];
  // Files are real, the clock is not.
  jest.useFakeTimers({ now: start, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(async () => {
  await end();
  jest.useRealTimers();
  store.close();
  rmSync(directory, { recursive: true });
});

const job = (over: Partial<ScheduledJob> = {}): ScheduledJob => ({
  ...{ target: '*', function: 'test.ping', args: [], kwargs: {}, splay: 0, missed: 'skip', role: 'viewer' },
  ...{ rhythm: { kind: 'interval', period: hour }, enabled: true, confirmed: false, destroy: false },
  ...over,
});

/** A master that has just come up. */
async function up(schedule: Record<string, ScheduledJob>): Promise<MasterSchedule> {
  await end();
  const say = (_fields: unknown, text: string): void => void log.push(text);
  const runtime = {
    store,
    config: { schedule: new Map(Object.entries(schedule)) },
    log: { warn: say, error: say },
  } as unknown as MasterRuntime;
  const calls: Pick<ScheduledCalls, 'begin'> = {
    async begin(name, _job, { written }) {
      await held;
      if (refuses !== undefined) return refuses;
      const jid = String(20260101000000000000n + BigInt(began.length));
      await store.write((tables) => {
        written(tables, jid);
        if (dies) throw new Error('killed');
      });
      began.push(`${name} ${time(Date.now())}`);
      return undefined;
    },
  };
  const running = { get: (jid: Jid) => (going.has(jid) ? {} : undefined) } as unknown as RunningJobs;
  master = new MasterSchedule(runtime, running, calls as ScheduledCalls);
  await master.onApplicationBootstrap();
  await settled();
  return master;
}

async function end(): Promise<void> {
  await master?.onApplicationShutdown();
  master = undefined;
}

/** What is begun comes to its end; the store writes in the next turn of the loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

async function pass(milliseconds: number, step = minute): Promise<void> {
  for (let left = milliseconds; left > 0; left -= step) {
    await jest.advanceTimersByTimeAsync(Math.min(step, left));
    await settled();
  }
}

/** `1:00` after the start. */
function time(at: number): string {
  const passed = Math.floor((at - start) / minute);
  return `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`;
}

const row = (name = 'x') => store.schedules.get(name);

describe('what the master does by itself', () => {
  it('comes round, and what came of it is written down', async () => {
    await up({ x: job() });
    await pass(3 * hour + minute);
    expect(began).toEqual(['x 1:00', 'x 2:00', 'x 3:00']);
    expect(row()).toMatchObject({ outcome: 'started', jid: '20260101000000000002', last: start + 3 * hour });
  });

  it('is done by the next master where this one is gone, and not twice', async () => {
    await up({ x: job() });
    await pass(hour + minute);
    await up({ x: job() });
    await pass(30 * minute);
    await up({ x: job() });
    await pass(30 * minute);
    expect(began).toEqual(['x 1:00', 'x 2:00']);
  });

  it('is begun by the next master where this one was killed between row and job', async () => {
    await up({ x: job() });
    dies = true;
    await pass(hour, 30_000);
    expect([began, row()?.last]).toEqual([[], undefined]);
    dies = false;
    await up({ x: job() });
    await pass(minute);
    expect(began).toEqual(['x 1:00']);
    await pass(hour);
    expect(began).toEqual(['x 1:00', 'x 2:00']);
  });

  it.each([
    ['is left out', 'skip', ['x 6:00'], 'missed'],
    ['is made up for once, where that is wished', 'run', ['x 5:30', 'x 6:00'], 'started'],
  ] as const)('%s where no master was there', async (_what, missed, expected, outcome) => {
    await up({ x: job({ missed }) });
    await end();
    jest.setSystemTime(start + 5.5 * hour);
    await up({ x: job({ missed }) });
    expect(row()).toMatchObject({ outcome });
    await pass(hour - minute);
    expect(began).toEqual(expected);
  });

  it('is not begun again while the job before goes on, and says so', async () => {
    await up({ x: job() });
    await pass(hour + minute);
    going.add('20260101000000000000');
    await pass(hour);
    expect(began).toEqual(['x 1:00']);
    expect(row()).toMatchObject({ outcome: 'overlap', note: 'job 20260101000000000000 still goes on' });
    expect(log).toContain('a scheduled job is not begun: the one before still goes on');
    going.clear();
    await pass(hour);
    expect(began).toEqual(['x 1:00', 'x 3:00']);
  });

  it('keeps its time where it is refused, and says why', async () => {
    refuses = 'viewer may not';
    await up({ x: job() });
    await pass(2 * hour + minute);
    expect(row()).toMatchObject({ outcome: 'refused', note: 'viewer may not', last: start + 2 * hour });
    refuses = undefined;
    await pass(hour);
    expect(began).toEqual(['x 3:00']);
  });

  it.each([
    ['a day ahead, with runs made up for', 24 * hour, 'run', 1],
    ['a day ahead', 24 * hour, 'skip', 0],
    ['a year ahead', 365 * 24 * hour, 'run', 1],
  ] as const)('makes no storm of a clock that leaps %s', async (_what, leap, missed, most) => {
    await up({ x: job({ missed, rhythm: { kind: 'interval', period: 10_000 } }) });
    jest.setSystemTime(start + leap);
    await pass(15_000, 1_000);
    expect(began.length).toBeGreaterThanOrEqual(most);
    // And goes on in its beat from there.
    expect(began.length).toBeLessThanOrEqual(most + 2);
  });

  it.each([
    ['an hour is waited for: nothing is repeated', -hour, []],
    ['a year was a wrong clock: it goes on by the right one', -365 * 24 * hour, 1],
  ] as const)('a clock that goes back by %s', async (_what, leap, expected) => {
    await up({ x: job() });
    await pass(2 * hour + minute);
    const before = began.length;
    jest.setSystemTime(start + 2 * hour + minute + leap);
    await pass(59 * minute);
    expect(began.slice(before)).toEqual([]);
    await pass(2 * minute);
    expect(began.slice(before)).toHaveLength(expected === 1 ? 1 : 0);
  });

  it('can be turned off and on; what passed meanwhile was not missed', async () => {
    const schedule = await up({ x: job({ missed: 'run' }) });
    await schedule.enable('x', false);
    await pass(5.5 * hour);
    expect([began, schedule.nextOf('x')]).toEqual([[], undefined]);
    // Also for the master after this one.
    await up({ x: job({ missed: 'run' }) });
    expect(master?.isEnabled('x')).toBe(false);
    await master?.enable('x', true);
    await pass(hour + minute);
    expect(began).toEqual(['x 6:30']);
  });

  it('begins anew with another rhythm, and where its configuration turns it on', async () => {
    await up({ x: job({ enabled: false }) });
    await pass(5.5 * hour);
    await up({ x: job({ missed: 'run' }) });
    await pass(30 * minute);
    expect(began).toEqual([]);
    await master?.take(new Map([['x', job({ rhythm: { kind: 'interval', period: 10 * minute } })]]));
    await pass(11 * minute);
    expect(began).toEqual(['x 6:10']);
  });

  it('comes round again, and runs when it is asked to, after a reload came while it began', async () => {
    const schedule = await up({ x: job() });
    let go = (): void => undefined;
    held = new Promise((resolve) => (go = resolve));
    await pass(hour);
    await schedule.take(new Map([['x', job()]]));
    const asked = schedule.runNow('x');
    go();
    await settled();
    await asked;
    expect(began).toEqual(['x 1:00', 'x 1:00']);
    await pass(hour);
    expect(began).toEqual(['x 1:00', 'x 1:00', 'x 2:00']);
  });

  it('is forgotten with its configuration', async () => {
    await up({ x: job(), y: job() });
    await master?.take(new Map([['y', job()]]));
    expect(store.schedules.all().map(({ name }) => name)).toEqual(['y']);
    await pass(hour + minute);
    expect(began).toEqual(['y 1:00']);
  });

  it('runs when it is asked to, and its turn comes all the same', async () => {
    const schedule = await up({ x: job() });
    await pass(20 * minute);
    await schedule.runNow('x');
    expect([began, row()?.last, schedule.nextOf('x')]).toEqual([['x 0:20'], undefined, start + hour]);
    going.add('20260101000000000000');
    await schedule.runNow('x');
    expect([began.length, row()?.outcome]).toEqual([1, 'overlap']);
  });

  it('tries again later what failed here, and not at once', async () => {
    await up({ x: job() });
    dies = true;
    await pass(hour + 5_000, 5_000);
    const failures = (): number => log.filter((text) => text.includes('it is tried again')).length;
    expect(failures()).toBe(1);
    await pass(12_000, 1_000);
    expect(failures()).toBe(2);
    dies = false;
    await pass(12_000, 1_000);
    expect(began).toEqual(['x 1:00']);
  });
});
