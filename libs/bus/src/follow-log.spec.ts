import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { followLog, type FollowedLog } from './follow-log.js';

let folder: string;
let file: string;
let lines: string[];
let skipped: number;
let log: FollowedLog;
const follow = (most?: number): Promise<FollowedLog> =>
  followLog(file, {
    every: 1_000_000,
    ...(most !== undefined && { most }),
    onLine: (line) => lines.push(line),
    onSkipped: (bytes) => (skipped += bytes),
    onError: (error) => {
      throw error;
    },
  });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fleet-log-'));
  file = join(folder, 'log');
  lines = [];
  skipped = 0;
});
afterEach(() => {
  log.stop();
  rmSync(folder, { recursive: true });
});

describe('a log that is followed', () => {
  it('tells what comes from now on, line by line', async () => {
    writeFileSync(file, 'before\n');
    log = await follow();
    appendFileSync(file, 'one\ntw');
    await log.look();
    expect(lines).toEqual(['one']);
    appendFileSync(file, 'o\n');
    await log.look();
    await log.look();
    expect(lines).toEqual(['one', 'two']);
  });

  it('is followed when it appears, when it is put aside and when it is emptied', async () => {
    log = await follow();
    await log.look();
    writeFileSync(file, 'first\n');
    await log.look();
    renameSync(file, `${file}.1`);
    await log.look();
    writeFileSync(file, 'second\n');
    await log.look();
    truncateSync(file);
    await log.look();
    appendFileSync(file, '3rd\n');
    await log.look();
    expect(lines).toEqual(['first', 'second', '3rd']);
  });

  it('costs no more than a bound, whoever floods it', async () => {
    writeFileSync(file, '');
    log = await follow(20);
    appendFileSync(file, `${'x'.repeat(1000)}\n`.repeat(5) + 'last\n');
    await log.look();
    expect(lines.at(-1)).toBe('last');
    expect(lines.join('').length).toBeLessThan(20);
    expect(skipped).toBe(5 * 1001 + 5 - 20);
  });
});
