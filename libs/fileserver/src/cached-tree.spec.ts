import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TreeOnDisk } from '../test-support/tree-on-disk.js';
import { BlobCorrupt, cachedTree, type CachedTreeOptions } from './cached-tree.js';
import { pruneBlobs } from './prune.js';
import { TreeStore, UnknownBlob, UnknownRevision } from './tree-store.js';

let disk: TreeOnDisk;
let store: TreeStore;
beforeEach(async () => {
  disk = new TreeOnDisk().write({
    'a/top.sls': 'top',
    'a/web.sls': 'web',
    'a/same.sls': 'web',
    'a/empty': '',
    'a/large.bin': 'x'.repeat(1_000_000),
  });
  store = await TreeStore.open({ roots: { base: [disk.path('a')] }, directory: disk.path('store') });
});
afterEach(() => disk.remove());

/**
 * A minion's view, counting what it asks for.
 * @param together so many are answered together, as soon as all are asked for
 */
async function minion(change: Partial<CachedTreeOptions> = {}, together = 1) {
  const waiting: (() => void)[] = [];
  const asked: string[] = [];
  let running = 0;
  let most = 0;
  const { revision } = await store.snapshot();
  const tree = await cachedTree({
    manifest: await store.manifest(revision),
    revision,
    blobsDir: disk.path('cache'),
    fetchBlob: async (sha256, offset) => {
      asked.push(`${sha256.slice(0, 4)}@${offset}`);
      running += 1;
      most = Math.max(most, running);
      if (waiting.length < together - 1) await new Promise<void>((resolve) => waiting.push(resolve));
      else for (const goOn of waiting.splice(0)) goOn();
      const part = await store.blob(sha256, offset, 400_000);
      running -= 1;
      return part;
    },
    ...change,
  });
  return { tree, asked, most: () => most, revision };
}

describe('a tree store', () => {
  it('gives the same snapshot while nothing changes, and another when something does', async () => {
    const first = await store.snapshot();
    expect(await store.snapshot()).toBe(first);
    disk.write({ 'a/web.sls': 'changed' });
    expect((await store.snapshot()).revision).not.toBe(first.revision);
  });

  it('keeps a revision readable after its files have changed or gone', async () => {
    const first = await store.snapshot();
    disk.write({ 'a/web.sls': 'changed' });
    await store.snapshot();
    expect((await first.read('base', 'web.sls')).toString()).toBe('web');
    expect(first.peek('base', 'top.sls')?.toString()).toBe('top');
    expect(await store.manifest(first.revision)).toContain('"web.sls"');
  });

  it('sees, in a scan that begins during another, what was written in between', async () => {
    const running = store.snapshot();
    disk.write({ 'a/new.sls': 'new' });
    const [, second] = await Promise.all([running, store.snapshot()]);
    expect((await second.read('base', 'new.sls')).toString()).toBe('new');
  });

  it.each(['../../etc/passwd', '', 'ab'.repeat(32)])('knows no revision and no blob %p', async (name) => {
    await expect(store.manifest(name)).rejects.toBeInstanceOf(UnknownRevision);
    await expect(store.blob(name, 0, 10)).rejects.toBeInstanceOf(UnknownBlob);
  });
});

describe('a cached tree', () => {
  it('fetches each content once, in parts, and reads it from the cache from then on', async () => {
    const first = await minion();
    expect(first.tree.peek('base', 'web.sls')).toBeUndefined();
    expect((await first.tree.read('base', 'large.bin')).length).toBe(1_000_000);
    expect(first.asked).toHaveLength(3);
    await Promise.all([
      first.tree.read('base', 'web.sls'),
      first.tree.read('base', 'same.sls'),
      first.tree.read('base', 'empty'),
    ]);
    expect(first.asked).toHaveLength(4);
    const second = await minion();
    expect(second.tree.peek('base', 'same.sls')?.toString()).toBe('web');
    expect(second.tree.peek('base', 'empty')?.length).toBe(0);
    expect(second.asked).toEqual([]);
    expect(second.tree.revision).toBe(second.revision);
  });

  it('fetches several at a time, but not all', async () => {
    disk.write(Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`a/many/${index}`, `content ${index}`])));
    const { tree, asked, most } = await minion({ parallel: 4 }, 4);
    await tree.prefetch('base', ({ path }) => path.startsWith('many/'));
    expect(asked).toHaveLength(40);
    expect(most()).toBe(4);
    expect(tree.peek('base', 'many/39')?.toString()).toBe('content 39');
  });

  it('keeps nothing of what does not hash to its name', async () => {
    const { tree } = await minion({ fetchBlob: async () => ({ data: Buffer.from('bad'), size: 3 }) });
    await expect(tree.read('base', 'web.sls')).rejects.toBeInstanceOf(BlobCorrupt);
    expect(tree.peek('base', 'web.sls')).toBeUndefined();
    expect(readdirSync(disk.path('cache'))).toEqual([]);
  });

  it('ends when the answers have no data', async () => {
    const { tree } = await minion({ fetchBlob: async () => ({ data: Buffer.alloc(0), size: 3 }) });
    await expect(tree.read('base', 'web.sls')).rejects.toBeInstanceOf(BlobCorrupt);
  });

  it('fetches again what was damaged on disk', async () => {
    await (await minion()).tree.read('base', 'web.sls');
    const [entry] = (await store.snapshot().then((tree) => tree.list('base'))).filter(({ path }) => path === 'web.sls');
    const sha256 = entry?.sha256 as string;
    writeFileSync(disk.path('cache', sha256.slice(0, 2), sha256), 'dam');
    const { tree, asked } = await minion();
    expect(tree.peek('base', 'web.sls')).toBeUndefined();
    expect((await tree.read('base', 'web.sls')).toString()).toBe('web');
    expect(asked).toHaveLength(1);
  });

  it('refuses a manifest of another revision', async () => {
    await expect(minion({ revision: 'ab'.repeat(32) })).rejects.toBeInstanceOf(BlobCorrupt);
  });
});

describe('pruning', () => {
  it('keeps what must stay and what fits, and removes what dead writers left', async () => {
    const { tree } = await minion();
    await tree.prefetch('base', () => true);
    const entries = await tree.list('base');
    const web = entries.find(({ path }) => path === 'web.sls')?.sha256 as string;
    mkdirSync(disk.path('cache/ff'), { recursive: true });
    writeFileSync(disk.path('cache/part-1-dead'), 'half');
    const later = Date.now() + 2 * 3_600_000;
    expect(
      await pruneBlobs({
        blobsDir: disk.path('cache'),
        keep: new Set(entries.map(({ sha256 }) => sha256)),
        maxBytes: 0,
        now: later,
      }),
    ).toEqual({ removed: 1, freed: 4 });
    expect(await pruneBlobs({ blobsDir: disk.path('cache'), keep: new Set([web]), maxBytes: 0 })).toMatchObject({
      freed: 1_000_003,
    });
    const again = await minion();
    expect(again.tree.peek('base', 'web.sls')?.toString()).toBe('web');
    expect(again.tree.peek('base', 'top.sls')).toBeUndefined();
  });
});
