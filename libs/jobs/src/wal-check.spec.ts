import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jobOf } from '../test-support/samples.js';
import { JobStore } from './job-store.js';
import { StoreRefused } from './store-errors.js';
import { checkWal } from './wal-check.js';

let directory: string;
let killed: string;

/** A store as a kill leaves it: ten committed jobs, all of them in the log. */
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-wal-'));
  const live = join(directory, 'live.db');
  killed = join(directory, 'killed.db');
  const store = JobStore.open(live, { owner: true });
  for (let job = 0; job < 10; job += 1)
    store.jobs.create({ ...jobOf(`2026010100000000000${job}`), args: 'x'.repeat(9000) });
  cpSync(live, killed);
  cpSync(`${live}-wal`, `${killed}-wal`);
  store.close();
});
afterEach(() => rmSync(directory, { recursive: true }));

const frame = 24 + 4096;
const frames = () => (readFileSync(`${killed}-wal`).length - 32) / frame;

function damage(at: number, length = 64): void {
  const bytes = readFileSync(`${killed}-wal`);
  bytes.fill(0xee, at, at + length);
  writeFileSync(`${killed}-wal`, bytes);
}

function open(): JobStore | StoreRefused {
  try {
    return JobStore.open(killed);
  } catch (error) {
    if (error instanceof StoreRefused) return error;
    throw error;
  }
}

describe('the log of a store', () => {
  it('that a kill left behind is sound, and nothing is lost', () => {
    expect(checkWal(killed)).toEqual({ state: 'sound' });
    const store = open() as JobStore;
    expect(store.jobs.list(50)).toHaveLength(10);
    store.close();
  });

  it.each([
    ['in a page of the middle', () => 32 + 10 * frame + 1000],
    ['in the header of a frame', () => 32 + 10 * frame + 4],
    ['in the salts of a frame', () => 32 + 10 * frame + 8],
    ['in the first frame', () => 32 + 30],
    ['in its own header', () => 8],
  ])('that is damaged %s is refused with the way out, and left as it is', (_where, at) => {
    damage(at());
    const before = readFileSync(`${killed}-wal`);
    const refused = open() as StoreRefused;
    expect(refused).toMatchObject({ code: 'damaged-log', file: `${killed}-wal` });
    expect(refused.message).toMatch(/log of the job store is damaged/);
    expect(refused.advice).toMatch(/fleet-master backup restore.*fleet-master rebuild/);
    expect(readFileSync(`${killed}-wal`).equals(before)).toBe(true);
  });

  it.each([
    ['cut in the middle of its last frame', () => 32 + (frames() - 0.5) * frame],
    ['cut behind its header', () => 32],
    ['cut in its header', () => 20],
    ['of a store that was closed', () => 0],
  ])('that is %s counts without its last transaction', (_how, length) => {
    truncateSync(`${killed}-wal`, length());
    const store = open() as JobStore;
    expect(store).toBeInstanceOf(JobStore);
    store.close();
  });

  it('that was torn in its last transaction alone is no damage', () => {
    damage(32 + (frames() - 1) * frame + 200);
    expect(checkWal(killed)).toEqual({ state: 'torn' });
    const store = open() as JobStore;
    expect(store.opened.torn).toBe(true);
    expect(store.jobs.list(50).length).toBeGreaterThan(0);
    store.close();
  });
});
