import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TreeStore } from './tree-store.js';

let directory: string;
let store: TreeStore;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-tree-store-'));
  mkdirSync(join(directory, 'states'));
  writeFileSync(join(directory, 'states/web.sls'), 'one');
  store = await TreeStore.open({ roots: { base: [join(directory, 'states')] }, directory: join(directory, 'kept') });
});
afterEach(() => rmSync(directory, { recursive: true }));

describe('a revision', () => {
  it('is kept after the tree has changed', async () => {
    const { revision } = await store.snapshot();
    writeFileSync(join(directory, 'states/web.sls'), 'two, and longer');
    expect((await store.snapshot()).revision).not.toBe(revision);
    expect(await store.keeps(revision)).toBe(true);
  });

  it('is not kept where a file of it is gone, or it never was', async () => {
    const { revision } = await store.snapshot();
    expect(await store.keeps('0'.repeat(64))).toBe(false);
    expect(await store.keeps('../../etc/passwd')).toBe(false);
    const blobs = join(directory, 'kept/blobs');
    for (const folder of readdirSync(blobs)) rmSync(join(blobs, folder), { recursive: true });
    expect(await store.keeps(revision)).toBe(false);
  });
});
