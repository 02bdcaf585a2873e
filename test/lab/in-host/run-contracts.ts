/** Runs on a lab host: holds the real machine to the contracts of platform, and prints one JSON line per case. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts, linuxHost, type MakeHost } from '@fleet/platform';

const makeHost: MakeHost = async () => {
  const directory = await mkdtemp(join(tmpdir(), 'contract-'));
  return { host: linuxHost(), directory, dispose: () => rm(directory, { recursive: true, force: true }) };
};

for (const part of process.argv.slice(2) as (keyof typeof contracts)[]) {
  for (const { name, run } of await contracts[part](makeHost)) {
    const failure = await run().then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error)),
    );
    process.stdout.write(`${JSON.stringify({ part, name, failure })}\n`);
  }
}
