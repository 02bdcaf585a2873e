import { chmodSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TreeOnDisk } from '../test-support/tree-on-disk.js';
import { FileMissing } from './file-tree.js';
import { FileChanged, localTree } from './local-tree.js';
import { hashFile, scan } from './scan.js';
import { StatCache } from './stat-cache.js';

let disk: TreeOnDisk;
beforeEach(() => {
  disk = new TreeOnDisk();
});
afterEach(() => disk.remove());

describe('a local tree', () => {
  it('lists the files of each environment by path, and reads them', async () => {
    disk.write({ 'a/top.sls': 'top', 'a/web/init.sls': 'web', 'a/web/files/x.conf': '', 'dev/top.sls': 'dev' });
    const tree = await localTree({ base: [disk.path('a')], dev: [disk.path('dev')], empty: [disk.path('nowhere')] });
    expect(tree.environments).toEqual(['base', 'dev', 'empty']);
    expect((await tree.list('base')).map(({ path, size }) => [path, size])).toEqual([
      ['top.sls', 3],
      ['web/files/x.conf', 0],
      ['web/init.sls', 3],
    ]);
    expect(await tree.list('empty')).toEqual([]);
    expect((await tree.read('dev', 'top.sls')).toString()).toBe('dev');
    expect(tree.peek('base', 'web/init.sls')?.toString()).toBe('web');
    expect(tree.peek('base', 'nope')).toBeNull();
    await expect(tree.read('base', 'nope')).rejects.toBeInstanceOf(FileMissing);
  });

  it('prefers the root that is listed first', async () => {
    disk.write({ 'own/web.sls': 'own', 'own/only.sls': '1', 'shipped/web.sls': 'shipped', 'shipped/more.sls': '2' });
    const tree = await localTree({ base: [disk.path('own'), disk.path('shipped')] });
    expect((await tree.list('base')).map(({ path }) => path)).toEqual(['more.sls', 'only.sls', 'web.sls']);
    expect((await tree.read('base', 'web.sls')).toString()).toBe('own');
  });

  it('leaves out what version control and editors leave behind', async () => {
    disk.write({
      'a/.git/config': '',
      'a/x.sls': '',
      'a/x.sls~': '',
      'a/.x.sls.swp': '',
      'a/#x.sls#': '',
      'a/.hidden': '',
      'a/lib/__pycache__/m.pyc': '',
    });
    const tree = await localTree({ base: [disk.path('a')] });
    expect((await tree.list('base')).map(({ path }) => path)).toEqual(['.hidden', 'x.sls']);
  });

  it('follows symlinks inside the roots, and refuses those that lead out', async () => {
    disk.write({
      'a/real.sls': 'real',
      'a/link.sls': '-> real.sls',
      'a/folder': '-> @/b',
      'a/out.sls': '-> /etc/hostname',
      'a/up': '-> ../outside',
      'a/nowhere': '-> missing',
      'a/deep/loop': '-> ..',
      'b/inner.sls': 'inner',
      'outside/secret.sls': 'secret',
    });
    const tree = await localTree({ base: [disk.path('a'), disk.path('b')] });
    expect((await tree.list('base')).map(({ path }) => path)).toEqual([
      'folder/inner.sls',
      'inner.sls',
      'link.sls',
      'real.sls',
    ]);
    expect((await tree.read('base', 'folder/inner.sls')).toString()).toBe('inner');
    expect(tree.refusal?.('base', 'out.sls')).toBe('is a symlink that leads out of the roots');
    expect(tree.refusal?.('base', 'up/secret.sls')).toBe('is a symlink that leads out of the roots');
    expect(tree.refusal?.('base', 'nowhere')).toBe('is a symlink that leads nowhere');
    expect(tree.refusal?.('base', 'deep/loop')).toBe('is a symlink to a directory that contains it');
    expect(tree.refusal?.('base', 'real.sls')).toBeUndefined();
    expect(tree.peek('base', 'up/secret.sls')).toBeNull();
  });

  it('has the same revision for the same content, wherever it lies', async () => {
    disk.write({ 'a/x.sls': '1', 'a/y.sls': '2', 'b/x.sls': '1', 'c/y.sls': '2' });
    const revision = async (...roots: string[]): Promise<string> =>
      (await localTree({ base: roots.map((root) => disk.path(root)) })).revision;
    expect(await revision('b', 'c')).toBe(await revision('a'));
    chmodSync(disk.path('a/x.sls'), 0o755);
    expect(await revision('a')).not.toBe(await revision('b', 'c'));
  });

  it('never gives other content than the scan saw', async () => {
    disk.write({ 'a/x.sls': 'before', 'a/gone.sls': 'x' });
    const tree = await localTree({ base: [disk.path('a')] });
    writeFileSync(disk.path('a/x.sls'), 'after!');
    rmSync(disk.path('a/gone.sls'));
    expect(() => tree.peek('base', 'x.sls')).toThrow(FileChanged);
    await expect(tree.read('base', 'gone.sls')).rejects.toBeInstanceOf(FileChanged);
  });
});

describe('a rescan', () => {
  const old = new Date(Date.now() - 3_600_000);

  it('reads only what changed', async () => {
    disk.write({ 'a/x.sls': '1', 'a/y.sls': '2' });
    await wait(60);
    const cache = new StatCache();
    const read: string[] = [];
    const look = (): Promise<unknown> =>
      scan({ base: [disk.path('a')] }, cache, (file) => {
        read.push(file);
        return hashFile(file);
      });
    await look();
    await look();
    expect(read).toHaveLength(2);
    disk.write({ 'a/y.sls': '3' });
    await look();
    expect(read.slice(2)).toEqual([disk.path('a/y.sls')]);
    rmSync(disk.path('a/x.sls'));
    await look();
    expect(cache.size).toBeLessThan(2);
  });

  it('notices a change of the same size that hides its time', async () => {
    disk.write({ 'a/x.sls': 'one' });
    utimesSync(disk.path('a/x.sls'), old, old);
    await wait(60);
    const cache = new StatCache();
    const before = await localTree({ base: [disk.path('a')] }, { cache });
    disk.writeUnnoticed('a/x.sls', 'two', old);
    expect((await localTree({ base: [disk.path('a')] }, { cache })).revision).not.toBe(before.revision);
  });
});
