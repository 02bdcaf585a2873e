import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { jobOf, returnOf } from '../test-support/samples.js';
import { jidAt } from './job-list.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-retention-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 0, 1);

async function fill(jobs: number, minions: number, value = 'true'): Promise<void> {
  const names = Array.from({ length: minions }, (_, index) => `web${index}`);
  await store.write((open) => {
    for (let job = 0; job < jobs; job += 1) {
      const created = start + job * day;
      open.jobs.create({ ...jobOf(jidAt(created), ...names), created });
      for (const minion of names)
        open.jobs.record({ minion, key: `K-${minion}` }, { ...returnOf(jidAt(created), minion), value }, created);
      open.jobs.end(jidAt(created), created + 1, []);
    }
  });
}

async function steps(step: (store: JobStore) => number): Promise<number[]> {
  const done: number[] = [];
  for (let some = 1; some > 0;) {
    some = await store.write(step);
    if (some > 0) done.push(some);
  }
  return done;
}

describe('forgetting', () => {
  it('takes small steps, the oldest first, and keeps what is younger', async () => {
    await fill(450, 1);
    expect(await steps(({ retention }) => retention.forgetJobs(start + 430 * day))).toEqual([200, 200, 30]);
    expect(store.jobs.list(50)).toHaveLength(20);
  });

  it('takes smaller steps where jobs had many minions', async () => {
    await fill(9, 900);
    expect(await steps(({ retention }) => retention.forgetJobs(start + 100 * day))).toEqual([2, 2, 2, 2]);
  });

  it('leaves a job that goes on, whatever its age', async () => {
    await fill(3, 1);
    store.jobs.create({ ...jobOf(jidAt(start - day), 'web0'), created: start - day });
    expect(await steps(({ retention }) => retention.forgetJobs(Infinity))).toEqual([2]);
    expect(store.jobs.list(9)).toHaveLength(2);
  });

  it('gives the room back to the disk', async () => {
    await fill(30, 2, JSON.stringify(randomBytes(150_000).toString('base64')));
    const file = join(directory, 'fleet.db');
    const { bytes } = store.retention;
    expect(bytes).toBeGreaterThan(4_000_000);
    await steps(({ retention }) => (retention.bytes > bytes / 4 ? retention.forgetJobs(Infinity) : 0));
    expect(store.retention.bytes).toBeLessThan(bytes / 2);
    while (await store.write(({ retention }) => retention.shrink()));
    store.close();
    expect(statSync(file).size).toBeLessThan(bytes * 0.9);
    store = JobStore.open(file);
  });
});

describe('a large return', () => {
  it('is kept small, counted as it is kept, and shown as it was', async () => {
    const value = JSON.stringify({ text: 'the same again, '.repeat(2000), 'ünïcode ✓': '\u0000' });
    await fill(1, 1, value);
    const [row] = store.jobs.list(1);
    expect(row?.octets).toBeLessThan(value.length / 10);
    expect(store.jobs.show(jidAt(start))?.minions[0]?.return?.value).toBe(value);
  });
});
