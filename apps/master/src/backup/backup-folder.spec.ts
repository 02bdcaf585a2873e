import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { thinOut } from './backup-folder.js';
import { parts } from './manifest.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'fleet-backups-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function make(name: string, keys: boolean): Promise<void> {
  await mkdir(join(directory, name));
  if (keys) await writeFile(join(directory, name, parts.keys), '');
}

describe('backups that are thinned out', () => {
  const keep = { daily: 2, weekly: 0, monthly: 0 };
  const keyed = true;
  const bare = false;

  it.each([
    [
      'a later one of the same day that has keys takes the place of an earlier one',
      { '20260121T033000Z': keyed, '20260121T120000Z': keyed },
      ['20260121T033000Z'],
    ],
    [
      'one without keys takes the place of none that has them',
      { '20260121T033000Z': keyed, '20260121T120000Z': bare, '20260122T120000Z': bare, '20260123T120000Z': bare },
      ['20260121T120000Z'],
    ],
    [
      'of several without keys the newest of a day stays',
      { '20260121T033000Z': bare, '20260121T120000Z': bare },
      ['20260121T033000Z'],
    ],
  ])('%s', async (_, backups, gone) => {
    for (const [name, keys] of Object.entries(backups)) await make(name, keys);
    expect((await thinOut(directory, keep)).sort()).toEqual(gone);
    expect((await readdir(directory)).sort()).toEqual(Object.keys(backups).filter((name) => !gone.includes(name)));
  });
});
