import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Scheduler } from './scheduler.js';

let folder: string;
let now: number;
let ran: string[];
let warned: unknown[];
let finish: (() => void)[];
let open: Scheduler[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fleet-schedule-'));
  now = Date.UTC(2026, 0, 1, 0, 30);
  [ran, warned, finish, open] = [[], [], [], []];
});
afterEach(async () => {
  for (const scheduler of open) scheduler.stop();
  jest.useRealTimers();
  await rm(folder, { recursive: true });
});

const write = (jobs: object, enabled = true): Promise<void> =>
  writeFile(join(folder, 'schedule.json'), JSON.stringify({ enabled, jobs }));

async function started(): Promise<Scheduler> {
  const scheduler = new Scheduler({
    file: join(folder, 'schedule.json'),
    stateFile: join(folder, 'state.json'),
    now: () => now,
    log: {
      warn: (fields: unknown) => void warned.push(fields),
      error: (fields: unknown) => void warned.push(fields),
      debug: () => undefined,
    },
    run({ name }) {
      ran.push(name);
      return { jid: `jid${ran.length}`, done: new Promise((resolve) => finish.push(resolve)) };
    },
  });
  open.push(scheduler);
  await scheduler.start();
  return scheduler;
}

async function after(scheduler: Scheduler, minutes: number): Promise<string[]> {
  now += minutes * 60_000;
  for (const end of finish.splice(0)) end();
  await new Promise((resolve) => setImmediate(resolve));
  await scheduler.look();
  return ran.splice(0);
}

describe('the scheduler', () => {
  it('runs what is due, when it is due', async () => {
    await write({
      often: { function: 'test.ping', minutes: 10, run_on_start: false },
      hourly: { function: 'test.ping', cron: '0 * * * *' },
    });
    const scheduler = await started();
    const fired = [];
    for (let turn = 0; turn < 4; turn += 1) fired.push(await after(scheduler, 10));
    expect(fired).toEqual([['often'], ['often'], ['often', 'hourly'], ['often']]);
  });

  it('runs nothing twice for one fire time, whatever is restarted', async () => {
    await write({
      hourly: { function: 'test.ping', cron: '0 * * * *' },
      once: { function: 'test.ping', once: '2026-01-01T00:45:00Z' },
    });
    expect(await after(await started(), 30)).toEqual(['hourly', 'once']);
    open.at(-1)?.stop();
    expect(await after(await started(), 0)).toEqual([]);
    expect(await after(await started(), 59)).toEqual([]);
    expect(JSON.parse(await readFile(join(folder, 'state.json'), 'utf8'))).toMatchObject({ hourly: now - 59 * 60_000 });
  });

  it('takes a changed file for the new schedule, and a broken one for none', async () => {
    const scheduler = await started();
    await write({ soon: { function: 'test.ping', seconds: 30 } });
    expect(await after(scheduler, 0)).toEqual([]);
    expect(scheduler.nextFireTime('soon')).toBe(now + 30_000);
    await writeFile(join(folder, 'schedule.json'), '{"jobs": {');
    expect(await after(scheduler, 1)).toEqual(['soon']);
    expect(warned).toMatchObject([{ why: expect.any(String) }]);
    await write({ soon: { function: 'test.ping', seconds: 30 } }, false);
    expect(await after(scheduler, 5)).toEqual([]);
    expect(scheduler.nextFireTime('soon')).toBeUndefined();
  });

  it('leaves out what still runs, and what can never run', async () => {
    await write({
      slow: { function: 'test.ping', minutes: 1, run_on_start: false },
      odd: { function: 'test.ping', cron: '99 99 * * *' },
    });
    const scheduler = await started();
    expect(warned).toMatchObject([{ schedule: 'odd', why: expect.any(String) }]);
    now += 60_000;
    await scheduler.look();
    now += 60_000;
    await scheduler.look();
    expect(ran).toEqual(['slow']);
    expect(warned.at(-1)).toEqual({ schedule: 'slow', running: 1 });
    expect(await scheduler.runNow('slow')).toBeUndefined();
    ran.splice(0);
    expect(await after(scheduler, 1)).toEqual(['slow']);
  });

  it('runs one on request, beside its rhythm', async () => {
    await write({ rare: { function: 'test.ping', days: 9, run_on_start: false } });
    const scheduler = await started();
    expect([await scheduler.runNow('rare'), ran, await scheduler.runNow('none')]).toEqual([
      'jid1',
      ['rare'],
      undefined,
    ]);
  });

  it.each([
    ['goes on after a clock that was a year ahead', 365 * 24 * 60, true],
    ['repeats nothing after a clock that was a little ahead', 90, false],
  ])('%s', async (_, ahead, again) => {
    await write({
      often: { function: 'test.ping', minutes: 10, run_on_start: false },
      hourly: { function: 'test.ping', cron: '0 * * * *' },
    });
    const scheduler = await started();
    expect(await after(scheduler, ahead)).toEqual(['often', 'hourly']);
    expect(await after(scheduler, -ahead)).toEqual([]);
    expect(await after(scheduler, 40)).toEqual(again ? ['often', 'hourly'] : []);
  });

  it.each<[string, object, boolean, string[]]>([
    ['begins what waited for its splay', { function: 'test.ping', seconds: 30, splay: 0.05 }, true, ['a']],
    ['begins nothing that was taken out meanwhile', {}, true, []],
    ['begins nothing that was turned off meanwhile', { function: 'test.ping', seconds: 30, enabled: false }, true, []],
    ['begins nothing of a schedule that was turned off meanwhile', { function: 'test.ping', seconds: 30 }, false, []],
  ])('%s', async (_, later, enabled, expected) => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
    const job = { function: 'test.ping', seconds: 30, splay: 0.05, run_on_start: true };
    await write({ a: job });
    const scheduler = await started();
    expect(ran).toEqual([]);
    await write(Object.keys(later).length > 0 ? { a: { ...job, ...later } } : {}, enabled);
    // The look of the end of its splay comes before ours.
    jest.advanceTimersByTime(50);
    await scheduler.look();
    expect(ran).toEqual(expected);
  });

  it('forgets what it knew of a job that goes', async () => {
    await write({ a: { function: 'test.ping', minutes: 10, run_on_start: true } });
    const scheduler = await started();
    expect(ran.splice(0)).toEqual(['a']);
    await write({});
    await after(scheduler, 1);
    await write({ a: { function: 'test.ping', minutes: 10 } });
    expect(await after(scheduler, 1)).toEqual([]);
    expect(await after(scheduler, 10)).toEqual(['a']);
  });
});
