#!/usr/bin/env node
/**
 * Finds a nats-server that is safe to show to a network, and gets one where there is none.
 *
 *   node deploy/nats-server/fetch.mjs            prints the path of the program; progress goes to stderr
 *   node deploy/nats-server/fetch.mjs --offline  looks, but fetches nothing
 *
 * Looked at in this order: FLEET_NATS_SERVER, `.cache/nats-server/`, PATH, Debian's unstable suite (unpacked into `.cache/`, nothing is
 * installed), and at last an older program on PATH, which the master runs on loopback only.
 */
import { execFile } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fetchFromDebian } from './from-debian.mjs';

const run = promisify(execFile);
const cache = resolve(dirname(fileURLToPath(import.meta.url)), '../../.cache/nats-server');

/** Shown as its message and the command that mends it, without a stack. */
export class NoNatsServer extends Error {
  name = 'NoNatsServer';
  constructor(message, mend, cause) {
    super(message, { cause });
    this.mend = mend;
  }
}

/**
 * @param {{ offline?: boolean, folder?: string, environment?: Record<string, string | undefined>, usual?: string[], progress?: (line: string) => void }} [options]
 *   `usual`: where distributions put it; not on everybody's PATH
 * @returns {Promise<{ path: string, version: string, safe: boolean }>} `safe`: every published advisory is fixed in this version;
 *   a server that is not may listen on loopback only.
 * @throws NoNatsServer where there is none and none could be fetched, or FLEET_NATS_SERVER names something else.
 */
export async function findNatsServer({
  offline = false,
  folder = cache,
  environment = process.env,
  usual = ['/usr/sbin', '/usr/local/bin'],
  progress = () => {},
} = {}) {
  const chosen = environment.FLEET_NATS_SERVER;
  if (chosen) {
    const found = await inspect(chosen);
    if (!found)
      throw new NoNatsServer(
        `FLEET_NATS_SERVER=${chosen} is not a nats-server that runs here`,
        'unset FLEET_NATS_SERVER',
      );
    return found;
  }
  const fetched = await inspect(join(folder, 'usr/sbin/nats-server'));
  if (fetched?.safe) return fetched;

  const installed = await among([...(environment.PATH ?? '').split(delimiter), ...usual]);
  const safe = installed.find((server) => server.safe);
  if (safe) return safe;

  let failure;
  if (!offline) {
    try {
      await fetchFromDebian(folder, progress);
      const server = await inspect(join(folder, 'usr/sbin/nats-server'));
      if (server?.safe) return server;
      failure = new Error(
        server ? `the suite holds ${server.version} only` : 'the fetched program does not run on this machine',
      );
    } catch (error) {
      failure = error;
    }
  }

  const older = installed[0];
  if (older) {
    progress(
      `nats-server ${older.version} can be crashed by anybody who reaches it (GHSA-g33f-6538-grxh): it will listen on loopback only`,
    );
    return older;
  }
  throw new NoNatsServer(
    `there is no nats-server ${failure ? `and none could be fetched: ${failure.message}` : 'on this machine'}`,
    'install nats-server 2.14.3 or newer, then: export FLEET_NATS_SERVER=/path/to/nats-server',
    failure,
  );
}

/** Every published advisory is fixed from 2.14.3 on, and in 2.12.12 of the older line. */
export function isSafe(version) {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  if (major !== 2) return major > 2;
  if (minor === 12) return patch >= 12;
  return minor > 14 || (minor === 14 && patch >= 3);
}

async function inspect(path) {
  if (!existsSync(path)) return undefined;
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 });
    const version = /v?(\d+\.\d+\.\d+\S*)/.exec(stdout)?.[1];
    return version && /nats-server/.test(stdout) ? { path, version, safe: isSafe(version) } : undefined;
  } catch {
    // A program that cannot tell its version (other architecture, missing library) is the same as none.
    return undefined;
  }
}

async function among(folders) {
  const servers = [];
  for (const folder of new Set(folders.filter((each) => each.startsWith('/')))) {
    const server = await inspect(join(folder, 'nats-server'));
    if (server) servers.push(server);
  }
  return servers;
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    const found = await findNatsServer({
      offline: process.argv.includes('--offline'),
      progress: (line) => process.stderr.write(`nats-server: ${line}\n`),
    });
    process.stdout.write(`${found.path}\n`);
  } catch (error) {
    process.stderr.write(`nats-server: ${error.message}\n`);
    if (!(error instanceof NoNatsServer)) throw error;
    process.stderr.write(`  to mend it: ${error.mend}\n`);
    process.exitCode = 1;
  }
}
