import { describe, expect, it } from '@jest/globals';
import { memoryHost } from '@fleet/platform';
import { tryState, tryTwice } from '../try-state.js';

const day = 24 * 60 * 60 * 1000;
const old = Date.now() - 10 * day;
const files = {
  '/etc/passwd': '',
  '/var/log/app/new.log': 'n',
  '/var/log/app/old.log': { content: 'o', modified: old },
  '/var/log/app/old.txt': { content: 'large'.repeat(1000), modified: old },
  '/var/log/app/d/old.log': { content: 'o', modified: old },
  '/var/log/app/link': { target: '/etc/passwd' },
};
const state = 'file.tidied';
const name = '/var/log/app';
const left = async (host: ReturnType<typeof memoryHost>): Promise<string[]> => host.files.list(name);

describe('file.tidied', () => {
  it.each([
    ['old files', { age: 7, time_comparison: 'mtime' }, ['old.log', 'old.txt', 'd/old.log'], ['d', 'link', 'new.log']],
    [
      'and empty directories',
      { age: 7, time_comparison: 'mtime', rmdirs: true },
      ['old.log', 'old.txt', 'd/old.log', 'd'],
      ['link', 'new.log'],
    ],
    [
      'by name',
      { age: 7, time_comparison: 'mtime', matches: '.*\\.txt$' },
      ['old.txt'],
      ['d', 'link', 'new.log', 'old.log'],
    ],
    [
      'by path',
      { matches: '.*/d/', full_path_match: true },
      ['d/old.log'],
      ['d', 'link', 'new.log', 'old.log', 'old.txt'],
    ],
    ['large ones', { size: '2k' }, ['old.txt'], ['d', 'link', 'new.log', 'old.log']],
    [
      'large and old ones',
      { size: '2k', age: 7, time_comparison: 'mtime', age_size_logical_operator: 'AND' },
      ['old.txt'],
      ['d', 'link', 'new.log', 'old.log'],
    ],
    [
      'all but what is excluded',
      { exclude: ['old'], rmlinks: false },
      ['new.log'],
      ['d', 'link', 'old.log', 'old.txt'],
    ],
    ['symlinks, and not what they lead to', { matches: 'link' }, ['link'], ['d', 'new.log', 'old.log', 'old.txt']],
  ])('removes %s', async (_name, args, removed, stays) => {
    const host = memoryHost({ files });
    const done = await tryTwice({ state, host, args: { name, ...args } });
    expect(new Set(done.changes['removed'] as string[])).toEqual(new Set(removed.map((path) => `${name}/${path}`)));
    expect(await left(host)).toEqual(stays);
    expect(host.text('/etc/passwd')).toBeDefined();
  });

  it.each([
    [{ matches: '(' }, /not a regular expression/],
    [{ size: 'huge' }, /no number of bytes/],
    [{ age: -1 }, /from 0/],
  ])('%j is refused', async (args, sentence) => {
    const host = memoryHost({ files });
    expect(await tryState({ state, host, args: { name, ...args } })).toMatchObject({
      result: false,
      comment: expect.stringMatching(sentence),
    });
    expect(host.touches).toEqual([]);
  });

  it('needs a directory, which an earlier state may make', async () => {
    const host = memoryHost({ files });
    expect(await tryState({ state, host, args: { name: '/none' } })).toMatchObject({ result: false });
    expect(await tryState({ state, host, test: true, args: { name: '/none' } })).toMatchObject({ result: null });
    expect(await tryState({ state, host, args: { name: '/etc/passwd' } })).toMatchObject({
      comment: '/etc/passwd is a file, not a directory',
    });
  });

  it('tells what was removed before the machine refused', async () => {
    const host = memoryHost({ files });
    host.refuse('files.remove', `${name}/old.txt`, 'EPERM', 'cannot remove old.txt: operation not permitted');
    const done = await tryState({ state, host, args: { name, matches: 'old' } });
    expect(done).toMatchObject({ result: false, comment: expect.stringMatching(/not permitted \(`lsattr` shows/) });
    expect(done.changes).toEqual({ removed: [`${name}/d/old.log`, `${name}/old.log`] });
  });
});
