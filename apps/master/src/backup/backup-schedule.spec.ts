import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createLogger, Redactor } from '@fleet/telemetry';
import { ScratchBackup } from '../../test-support/scratch-backup.js';
import { listBackups, thinOut } from './backup-folder.js';
import { BackupSchedule } from './backup-schedule.js';
import { createBackup, type BackupOrder, type MadeBackup } from './create-backup.js';
import { keptOf } from './kept.js';
import { stampOf } from './stamp.js';

const minute = 60_000;
const hour = 60 * minute;
/** 03:30 of a day, as the schedule means it: local time. */
const night = (day: number): number => new Date(2026, 0, day, 3, 30).getTime();

let scratch: ScratchBackup;
let schedule: BackupSchedule;
let log: string[];
/** When each began, and how each ended. */
let begun: number[];
let ended: Promise<unknown>[];

beforeEach(async () => {
  scratch = await ScratchBackup.make("schedule: '03:30'");
  [log, begun, ended] = [[], [], []];
  // Files and threads are real, the clock is not.
  jest.useFakeTimers({ now: night(1) - hour, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
});
afterEach(async () => {
  await schedule?.stop();
  jest.useRealTimers();
  scratch?.remove();
});

async function begin(create: (order: BackupOrder) => Promise<MadeBackup>): Promise<void> {
  const redactor = new Redactor();
  schedule = new BackupSchedule(
    scratch.config,
    scratch.places,
    createLogger({ name: 'spec', level: 'info', redactor, destination: { write: (line) => log.push(line) } }),
    (order) => {
      begun.push(Date.now());
      const made = create(order);
      ended.push(made.catch(() => undefined));
      return made;
    },
  );
  await schedule.looked;
}

/** Lets the clock reach a moment, and what is begun then come to its end. */
async function until(moment: number): Promise<void> {
  await jest.advanceTimersByTimeAsync(moment - Date.now());
  await Promise.all(ended);
  await new Promise((resolve) => setImmediate(resolve));
}

/** As {@link until}, with one leap to the minute before: croner looks at the clock every half a minute. */
async function leap(moment: number): Promise<void> {
  jest.setSystemTime(moment - minute);
  await until(moment + minute);
}

const directory = (): string => scratch.config.backup.directory;
const lying = (): string[] => readdirSync(directory()).sort();

/** A folder of the right name, thinned out as all are. */
async function quick({ config }: BackupOrder): Promise<MadeBackup> {
  const name = stampOf(Date.now());
  const folder = join(directory(), name);
  mkdirSync(folder, { recursive: true });
  const removed = await thinOut(directory(), config.backup.keep, name);
  return { name, folder, removed, manifest: { files: [], jobs: 0 } as unknown as MadeBackup['manifest'] };
}

describe('a schedule of backups', () => {
  it('makes one each night, and keeps those of seven days, four weeks and six months', async () => {
    // One that is not too old: otherwise the first would come at once.
    mkdirSync(join(directory(), stampOf(night(0))), { recursive: true });
    await begin(quick);
    const nights = Array.from({ length: 250 }, (_, index) => night(index + 1));
    for (const moment of nights) await leap(moment);
    expect(begun).toEqual(nights);
    const kept = keptOf([night(0), ...nights], { daily: 7, weekly: 4, monthly: 6 });
    expect(lying()).toEqual([...kept].map(stampOf).sort());
    expect(lying().slice(-7)).toEqual(nights.slice(-7).map(stampOf));
    expect(log.filter((line) => line.includes('backup made'))).toHaveLength(250);
    expect(log).toHaveLength(250);
  });

  it('makes whole ones', async () => {
    await begin(createBackup);
    await until(night(1) - hour + 2 * minute);
    expect(await listBackups(directory())).toHaveLength(1);
    await leap(night(1));
    await leap(night(2));
    // The second of the first day took the place of the first. The clock goes on while a name is looked for.
    expect(lying().map((name) => name.slice(0, 8))).toEqual([night(1), night(2)].map((at) => stampOf(at).slice(0, 8)));
    expect(readdirSync(join(directory(), lying()[1] as string)).sort()).toEqual([
      'configuration.tar',
      'fleet.db',
      'keys.tar.age',
      'manifest.json',
    ]);
  });

  it('never makes two at once', async () => {
    const finish: (() => void)[] = [];
    mkdirSync(join(directory(), stampOf(night(0))), { recursive: true });
    await begin((order) => new Promise<void>((resolve) => finish.push(resolve)).then(() => quick(order)));
    const turn = async (moment: number): Promise<void> => {
      jest.setSystemTime(moment - minute);
      await jest.advanceTimersByTimeAsync(2 * minute);
    };
    for (const day of [1, 2, 3]) await turn(night(day));
    expect(begun).toEqual([night(1)]);
    finish[0]?.();
    await until(Date.now());
    expect(log.filter((line) => line.includes('backup made'))).toHaveLength(1);
    await turn(night(4));
    expect(begun).toEqual([night(1), night(4)]);
    finish[1]?.();
  });

  it.each([
    ['there is none', undefined, true],
    ['the newest is older than the last night', night(-1), true],
    ['the newest is of the last night', night(0), false],
    ['the newest is of the future', night(400), false],
  ])('makes up for a missed one where %s: a minute after the start', async (_what, newest, made) => {
    if (newest !== undefined) mkdirSync(join(directory(), stampOf(newest)), { recursive: true });
    const start = Date.now();
    await begin(quick);
    await until(start + minute - 1);
    expect(begun).toEqual([]);
    await until(start + 30 * minute);
    expect(begun).toEqual(made ? [start + minute] : []);
    await leap(night(1));
    expect(begun.at(-1)).toBe(night(1));
    expect(lying()).toContain(stampOf(night(1)));
  });

  it('tries again an hour after one that failed, and not after the next has been made', async () => {
    mkdirSync(join(directory(), stampOf(night(0))), { recursive: true });
    let failing = true;
    await begin((order) => (failing ? Promise.reject(new Error('the disk takes no more')) : quick(order)));
    await leap(night(1));
    expect(begun).toEqual([night(1)]);
    expect(log.join('')).toContain('the backup failed; it is tried again');
    await until(night(1) + hour + minute);
    expect(begun).toEqual([night(1), night(1) + hour]);
    failing = false;
    await until(night(1) + 2 * hour + minute);
    await until(night(1) + 5 * hour);
    expect(begun.slice(2)).toEqual([night(1) + 2 * hour]);
  });

  it('tries one that failed no more where a later one was made in time', async () => {
    await scratch.configure(
      `backup: {recipients: [${scratch.config.backup.recipients[0]}], schedule: '0,30 * * * *'}\n`,
    );
    mkdirSync(join(directory(), stampOf(Date.now())), { recursive: true });
    let failing = true;
    await begin((order) => (failing ? Promise.reject(new Error('the disk takes no more')) : quick(order)));
    const first = night(1) - hour + 30 * minute;
    await until(first + minute);
    failing = false;
    // Each has its end before the next is due.
    for (const after of [30, 60, 90]) await until(first + after * minute + minute);
    expect(begun).toEqual([0, 30, 60, 90].map((after) => first + after * minute));
  });

  it('ends the one that is being made with the master, and nothing of it is left', async () => {
    let reached = (): void => undefined;
    const copying = new Promise<void>((resolve) => (reached = resolve));
    await begin((order) =>
      createBackup({ ...order, tell: (what) => (what.startsWith('keys') ? reached() : undefined) }),
    );
    await jest.advanceTimersByTimeAsync(minute);
    await copying;
    await schedule.stop();
    expect(lying()).toEqual([]);
    expect(log).toEqual([]);
  });
});
