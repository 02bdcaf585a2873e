import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { linuxHost } from '../linux/host.js';
import { memoryHost } from '../memory/host.js';
import { contracts, type MakeHost } from './contracts.js';

const memory: MakeHost = async () => ({
  host: memoryHost({ files: { '/own': { kind: 'directory' } }, packages: { installed: { dpkg: '1.21.22' } } }),
  directory: '/own',
  dispose: () => Promise.resolve(),
});

const linux: MakeHost = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fleet-platform-'));
  return { host: linuxHost(), directory, dispose: () => rm(directory, { recursive: true, force: true }) };
};

/** The parts that change the machine run on the real one in the lab only, inside hosts of its own. */
const harmless = ['files', 'commands'] as const;

for (const part of Object.keys(contracts) as (keyof typeof contracts)[]) {
  const cases = await contracts[part](memory);
  describe(`${part} in memory`, () => {
    for (const { name, run } of cases) it(name, run);
  });
}

for (const part of harmless) {
  const cases = await contracts[part](linux);
  describe(`${part} on Linux`, () => {
    for (const { name, run } of cases) it(name, run);
  });
}
