import { readFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { isServerTrust } from '@fleet/protocol';
import type { OperatorProfile } from './definition.js';
import { directories } from './directories.js';

/** fleetctl's start-up is budgeted: this file imports neither YAML nor class-validator. */
export class ProfileUnusable extends Error {
  override readonly name = 'ProfileUnusable';
  readonly code = 'profile-unusable';
  constructor(
    readonly file: string,
    /** One sentence for the operator. */
    readonly reason: string,
    options?: { cause: unknown },
  ) {
    super('the fleetctl profile cannot be used', options);
  }
}

const keys = ['servers', 'tls', 'credentials', 'rootKey', 'stateOutput', 'stateVerbose'];

/**
 * @param where a `.json` file, or the root that it lies under; a relative `credentials` path is relative to the profile
 * @throws ProfileUnusable where the file is missing, is not JSON, or lacks something
 */
export async function loadProfile(where = '/'): Promise<OperatorProfile> {
  const file = where.endsWith('.json') ? resolve(where) : directories(where).operator.profile;
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = absent
      ? 'there is no profile here'
      : cause instanceof SyntaxError
        ? `it is not JSON: ${cause.message}`
        : 'it cannot be read';
    throw new ProfileUnusable(file, reason, { cause });
  }
  const refuse = (reason: string): never => {
    throw new ProfileUnusable(file, reason);
  };
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return refuse('it is not a mapping');
  const { servers, tls, credentials, rootKey, stateOutput, stateVerbose } = data as Record<string, unknown>;
  const unknown = Object.keys(data).find((key) => !keys.includes(key));
  if (unknown !== undefined)
    return refuse(`it has an unknown key, ${JSON.stringify(unknown)}; known are ${keys.join(', ')}`);
  if (!Array.isArray(servers) || servers.length === 0 || !servers.every((server) => typeof server === 'string'))
    return refuse('`servers` has to be a list of addresses');
  if (typeof credentials !== 'string' || credentials === '') return refuse('`credentials` has to name a .creds file');
  if (typeof rootKey !== 'string' || !/^[A-Za-z0-9_-]{43}$/.test(rootKey))
    return refuse('`rootKey` has to be a public key');
  if (tls !== undefined && !isServerTrust(tls)) return refuse('`tls` has to say how the server of the bus is known');
  if (stateOutput !== undefined && typeof stateOutput !== 'string') return refuse('`stateOutput` has to be a text');
  if (stateVerbose !== undefined && typeof stateVerbose !== 'boolean')
    return refuse('`stateVerbose` has to be true or false');
  return {
    servers: servers as string[],
    ...(tls !== undefined && { tls }),
    credentials: isAbsolute(credentials) ? credentials : resolve(dirname(file), credentials),
    rootKey,
    ...(stateOutput !== undefined && { stateOutput }),
    ...(stateVerbose !== undefined && { stateVerbose }),
  };
}

/** Writes the profile under `root` (or to a `.json` file), replacing it as a whole. */
export async function saveProfile(where: string, profile: OperatorProfile): Promise<string> {
  const file = where.endsWith('.json') ? resolve(where) : directories(where).operator.profile;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o644 });
  await rename(`${file}.new`, file);
  return file;
}
