import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HighMarks } from './high-marks.js';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'minion-marks-')), 'ledger', 'marks.json');
});
afterEach(() => rm(join(file, '../..'), { recursive: true }));

describe('what a minion has seen at most', () => {
  it('refuses a lower epoch, also after a restart', async () => {
    const marks = await HighMarks.open(file);
    expect(await marks.admitEpoch(10)).toBe(true);
    expect(await marks.admitEpoch(10)).toBe(true);
    expect(await marks.admitEpoch(9)).toBe(false);
    const again = await HighMarks.open(file);
    expect([again.epoch, await again.admitEpoch(9), await again.admitEpoch(11)]).toEqual([10, false, true]);
  });

  it('refuses a lower revision of the pillar within an epoch, and begins anew with the next', async () => {
    const marks = await HighMarks.open(file);
    const admitted: boolean[] = [];
    for (const [epoch, revision] of [
      [1, 5],
      [1, 5],
      [1, 4],
      [2, 1],
      [1, 9],
      [2, 2],
    ] as const)
      admitted.push(await marks.admitPillar(epoch, revision));
    expect(admitted).toEqual([true, true, false, true, false, true]);
  });

  it('admits one of two that come together only where it is not the lower one', async () => {
    const marks = await HighMarks.open(file);
    const [high, low] = await Promise.all([marks.admitEpoch(20), marks.admitEpoch(10)]);
    expect([high, low, marks.epoch]).toEqual([true, false, 20]);
  });

  it('does not count what it could not write', async () => {
    const marks = await HighMarks.open(file);
    await writeFile(join(file, '..'), '');
    await expect(marks.admitEpoch(3)).rejects.toMatchObject({ code: 'EEXIST' });
    expect(marks.epoch).toBe(0);
  });

  it('takes a file that a power cut emptied for none', async () => {
    await mkdir(join(file, '..'), { recursive: true });
    await writeFile(file, '');
    expect((await HighMarks.open(file)).epoch).toBe(0);
    await (await HighMarks.open(file)).admitEpoch(7);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ epoch: 7, pillar: 0 });
  });
});
