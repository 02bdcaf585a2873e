import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { directories } from '@fleet/config';
import { oneRotation } from './one-rotation.js';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-rotation-'));
});
afterEach(() => rm(root, { recursive: true }));

it('lets one rotation at a time change the keys, also after one that failed', async () => {
  const places = directories(root);
  const done: string[] = [];
  await oneRotation(places, async () => {
    const second = oneRotation(places, () => Promise.resolve(void done.push('second')));
    await expect(second).rejects.toThrow('another rotation');
    done.push('first');
  });
  await expect(oneRotation(places, () => Promise.reject(new Error('no seed')))).rejects.toThrow('no seed');
  await oneRotation(places, () => Promise.resolve(void done.push('third')));
  expect(done).toEqual(['first', 'third']);
  expect(await readdir(join(places.master.keys, '..'))).toEqual([]);
});
