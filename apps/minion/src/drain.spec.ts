import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Drain } from './drain.js';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'drain-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (changed?: () => void): Promise<Drain> => Drain.open(join(folder, 'drain.json'), changed);

describe('a drained minion', () => {
  it.each([
    ['state.apply', true],
    ['cmd.run', true],
    ['schedule.run_job', true],
    ['saltutil.refresh_pillar', true],
    ['no.such_function', true],
    ['test.ping', false],
    ['saltutil.running', false],
    ['state.show_top', false],
    ['saltutil.kill_job', false],
    ['saltutil.term_all_jobs', false],
    ['minion.drain', false],
    ['minion.resume', false],
  ])('%s is held: %s', async (name, held) => {
    const drain = await open();
    expect(drain.holds(name)).toBe(false);
    await drain.begin('20260101000000000000');
    expect(drain.holds(name)).toBe(held);
  });

  it('stays drained until it resumes, whatever process it is', async () => {
    const changes: boolean[] = [];
    const first = await open(() => changes.push(first.on));
    await first.begin('20260101000000000000');
    const second = await open();
    expect(second.on).toBe(true);
    expect([await second.end(), await second.end()]).toEqual([true, false]);
    expect((await open()).on).toBe(false);
    expect(changes).toEqual([true]);
  });

  it('is drained by an empty file too', async () => {
    await writeFile(join(folder, 'drain.json'), '');
    expect((await open()).on).toBe(true);
  });
});
