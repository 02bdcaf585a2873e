import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { directories, type Directories } from '@fleet/config';
import { lockRoot } from './root-lock.js';

let places: Directories;
beforeEach(() => {
  places = directories(mkdtempSync(join(tmpdir(), 'fleet-lock-')));
});
afterEach(() => rmSync(places.root, { recursive: true }));

describe('a root', () => {
  it('is held by one master at a time', async () => {
    const release = await lockRoot(places);
    await expect(lockRoot(places)).rejects.toMatchObject({ code: 'root-busy', pid: process.pid });
    release();
    (await lockRoot(places))();
  });

  it.each([
    ['that is gone', '999999999 1\n'],
    ['whose pid was given to another process', `${process.pid} 1\n`],
    ['that died while writing', ''],
  ])('is not held by a master %s', async (_case, content) => {
    mkdirSync(places.run, { recursive: true });
    writeFileSync(join(places.run, 'master.lock'), content);
    (await lockRoot(places))();
  });
});
