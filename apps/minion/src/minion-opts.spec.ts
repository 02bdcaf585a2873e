import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { directories, loadMinionConfig } from '@fleet/config';
import type { ValueMap } from '@fleet/values';
import { minionOpts } from './minion-opts.js';

let root: string;
beforeEach(async () => void (root = await mkdtemp(join(tmpdir(), 'fleet-opts-'))));
afterEach(() => rm(root, { recursive: true, force: true }));

async function optsOf(written: string): Promise<ValueMap> {
  const { minion } = directories(root);
  await mkdir(join(root, 'etc/fleet'), { recursive: true });
  await writeFile(minion.config, written);
  const loaded = await loadMinionConfig(root);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.diagnostics));
  return minionOpts(loaded.value, 'web1', minion.cache);
}

describe('opts of a minion', () => {
  it('name the cache of its root, so that backups and copies lie below it', async () => {
    const opts = await optsOf('id: web1\n');
    expect(opts.get('cachedir')).toBe(join(root, 'var/cache/fleet/minion'));
    expect([opts.get('id'), opts.get('test'), opts.get('pillarenv')]).toEqual(['web1', false, null]);
  });

  it('leave the cache to the operator, and the id to nobody', async () => {
    const opts = await optsOf('id: web1\nopts:\n  cachedir: /data/cache\n  id: db1\n');
    expect([opts.get('cachedir'), opts.get('id')]).toEqual(['/data/cache', 'web1']);
  });
});
