import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
const reopen = (): JobStore => {
  store.close();
  store = JobStore.open(join(directory, 'fleet.db'));
  return store;
};

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'store-meta-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

describe('what the store says of itself', () => {
  it('has an epoch from its first moment, and keeps it', () => {
    const { epoch } = store.meta;
    expect(Math.abs(Date.now() - epoch)).toBeLessThan(60_000);
    expect(reopen().meta.epoch).toBe(epoch);
  });

  it('begins a greater epoch also where the clock went back', () => {
    const before = store.meta.epoch;
    expect(store.meta.beginEpoch(before - 3_600_000)).toBe(before + 1);
    expect(store.meta.beginEpoch(before + 5_000)).toBe(before + 5_000);
    expect(reopen().meta.epoch).toBe(before + 5_000);
  });

  it('counts on where a crash left numbers unused, and repeats none', () => {
    const first = [1, 2, 3].map(() => store.meta.next('pillar'));
    expect(first).toEqual([1, 2, 3]);
    expect(store.meta.next('other')).toBe(1);
    const later = reopen().meta.next('pillar');
    expect(later).toBeGreaterThan(3);
    expect(store.meta.next('pillar')).toBe(later + 1);
  });

  it('counts over the end of a block', () => {
    const seen = new Set(Array.from({ length: 25_000 }, () => store.meta.next('pillar')));
    expect([seen.size, Math.max(...seen)]).toEqual([25_000, 25_000]);
  });
});
