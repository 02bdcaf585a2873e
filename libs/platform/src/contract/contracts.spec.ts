import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from '@jest/globals';
import { linuxHost } from '../linux/host.js';
import { memoryHost } from '../memory/host.js';
import { rememberingHost } from '../remembering.js';
import { contracts, type MakeHost } from './contracts.js';
import { memorySite } from './web-site.js';

const memory: MakeHost = async () => ({
  host: memoryHost({
    files: { '/own': { kind: 'directory' } },
    packages: { installed: { dpkg: '1.21.22' } },
    names: { localhost: ['127.0.0.1'] },
    ...memorySite,
  }),
  directory: '/own',
  site: 'http://127.0.0.1:8080',
  dispose: () => Promise.resolve(),
});

const linux: MakeHost = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'fleet-platform-'));
  return { host: linuxHost(), directory, dispose: () => rm(directory, { recursive: true, force: true }) };
};

const remembering: MakeHost = async () => {
  const made = await memory();
  const host = rememberingHost(made.host);
  host.foresee({ units: ['fleet-contract@node_01', 'fleet-none', 'not a name'], candidates: ['dpkg'] });
  return { ...made, host };
};

/** The parts that change the machine run on the real one in the lab only, inside hosts of its own. */
const harmless = ['files', 'commands', 'network', 'machine'] as const;

for (const part of Object.keys(contracts) as (keyof typeof contracts)[]) {
  const cases = await contracts[part](memory);
  describe(`${part} in memory`, () => {
    for (const { name, run } of cases) it(name, run);
  });
}

for (const part of Object.keys(contracts) as (keyof typeof contracts)[]) {
  const cases = await contracts[part](remembering);
  describe(`${part} remembered`, () => {
    for (const { name, run } of cases) it(name, run);
  });
}

for (const part of harmless) {
  const cases = await contracts[part](linux);
  describe(`${part} on Linux`, () => {
    for (const { name, run } of cases) it(name, run);
  });
}
