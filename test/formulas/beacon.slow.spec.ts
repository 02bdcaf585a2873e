import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseExact } from '@fleet/values';
import { minionProgram } from '../../apps/minion/test/minion-process.js';

const formula = fileURLToPath(new URL('beacon', import.meta.url));

describe('fleet-minion call --local state.show_low_sls', () => {
  const bundle = minionProgram();
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'formula-'));
    await mkdir(join(root, 'etc/fleet'), { recursive: true });
    await writeFile(
      join(root, 'etc/fleet/minion.yaml'),
      'grains: {os: Debian, os_family: Debian, osarch: amd64, osfinger: Debian-12, role: [relay]}\n',
    );
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('prints the chunks of a formula as JSON, and nothing else', async () => {
    const words = ['call', '--local', 'state.show_low_sls', 'beacon,beacon.dump', '--out', 'json', '--id', 'web1'];
    const places = ['--root', root, '--states', join(formula, 'states'), '--pillar', join(formula, 'pillar')];
    const { stdout } = await promisify(execFile)(process.execPath, [bundle.program, ...words, ...places]);
    expect(parseExact(stdout)).toEqual(parseExact(await readFile(join(formula, 'chunks.json'), 'utf8')));
  });
});
