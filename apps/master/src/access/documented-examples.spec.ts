import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadMasterConfig } from '@fleet/config';
import { formatDiagnostic } from '@fleet/diagnostics';
import { Policy } from './policy.js';

const docs = join(import.meta.dirname, '../../../../docs');

/** The blocks of YAML on a page: each is a master.yaml that a reader may take as it stands. */
async function examples(page: string): Promise<string[]> {
  const text = await readFile(join(docs, page), 'utf8');
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
}

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'fleet-documented-'));
  await mkdir(join(root, 'etc/fleet'), { recursive: true });
});
afterEach(() => rm(root, { recursive: true }));

describe.each(['operators.md', 'backup.md', 'install.md', 'reference/configuration.md'])(
  'what docs/%s shows',
  (page) => {
    it('is a configuration that a master starts with', async () => {
      const blocks = await examples(page);
      expect(blocks.length).toBeGreaterThan(0);
      for (const block of blocks) {
        await writeFile(join(root, 'etc/fleet/master.yaml'), block);
        const loaded = await loadMasterConfig(root);
        expect(loaded.ok ? [] : loaded.diagnostics.map(formatDiagnostic)).toEqual([]);
        if (loaded.ok) expect(new Policy(loaded.value).names).toContain('admin');
      }
    });
  },
);
