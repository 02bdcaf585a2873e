import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clearDrafts, findBackup, listBackups, thinOut } from './backup-folder.js';
import { parts } from './manifest.js';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-backups-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const lie = (...names: string[]): void => {
  for (const name of names) {
    mkdirSync(join(directory, name));
    writeFileSync(join(directory, name, 'manifest.json'), '{}');
  }
};
const lying = (): string[] => readdirSync(directory).sort();
const one = { daily: 1, weekly: 0, monthly: 0 };

describe('the folder of backups', () => {
  it('keeps the one that was just made, where the clock was ahead for a while', async () => {
    lie('20260101T033000Z', '20310101T033000Z', '20310102T033000Z');
    expect(await thinOut(directory, one, '20260101T033000Z')).toEqual(['20310101T033000Z']);
    expect(lying()).toEqual(['20260101T033000Z', '20310102T033000Z']);
  });

  it('holds what else lies there for none of its own', async () => {
    lie('20260101T033000Z', '20260102T033000Z', 'lost+found', '20260101', '.new-20250101T033000Z');
    expect((await listBackups(directory)).map(({ name }) => name)).toEqual(['20260102T033000Z', '20260101T033000Z']);
    await clearDrafts(directory);
    expect(await thinOut(directory, one, '20260102T033000Z')).toEqual(['20260101T033000Z']);
    expect(lying()).toEqual(['20260101', '20260102T033000Z', 'lost+found']);
  });

  it.each([
    ['newest', '20260102T033000Z'],
    ['20260101T033000Z', '20260101T033000Z'],
  ])('finds %s', async (asked, name) => {
    lie('20260101T033000Z', '20260102T033000Z');
    expect(await findBackup(directory, asked)).toBe(join(directory, name));
    expect(await findBackup(directory, '/mnt/usb/x')).toBe('/mnt/usb/x');
    await expect(findBackup(directory, '2026')).rejects.toThrow(/newest are 20260102T033000Z, 20260101/);
  });

  const two = { daily: 2, weekly: 0, monthly: 0 };
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
  ])('is thinned out: %s', async (_, backups, gone) => {
    const names = Object.keys(backups);
    lie(...names);
    for (const [name, keys] of Object.entries(backups)) if (keys) writeFileSync(join(directory, name, parts.keys), '');
    expect((await thinOut(directory, two, names.at(-1) as string)).sort()).toEqual(gone);
    expect(lying()).toEqual(names.filter((name) => !gone.includes(name)));
  });
});
