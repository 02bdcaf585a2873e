import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trust } from '@fleet/bus';
import { openTrust } from '@fleet/bus';
import { directories, saveProfile, type Directories } from '@fleet/config';
import { createKeys, formatCreds } from '@fleet/identity';
import { Operators } from '../runtime/operators.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldServers } from './servers.js';

/** Makes credentials of a new operator. @throws CommandFailed where the name is taken */
export async function createOperator(trust: Trust, places: Directories, name: string): Promise<string> {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name))
    throw new CommandFailed(`${name} is no name for an operator: letters, digits, - and _ only`, exits.usage);
  const operators = Operators.load(places);
  const file = join(places.operator.credentials, `${name}.creds`);
  if (operators.has(name) || existsSync(file))
    throw new CommandFailed(`there is an operator ${name} already (${file})`, exits.failed);
  const { publicKey, seed } = createKeys('user');
  const jwt = trust.mintUser({ role: 'operator', publicKey, name });
  await mkdir(places.operator.credentials, { recursive: true, mode: 0o700 });
  await writeFile(file, formatCreds({ jwt, seed }), { mode: 0o600, flag: 'wx' });
  await operators.add(publicKey, name);
  return file;
}

/** `fleet-master operator NAME`: credentials and a profile to take to another machine. */
export async function operator(
  name: string,
  { root, output }: { readonly root: string; readonly output?: string },
): Promise<void> {
  const { config } = await openConfig(root);
  const places = directories(root);
  const trust = await openTrust(places.master.keys);
  const credentials = await createOperator(trust, places, name);
  process.stdout.write(`credentials: ${credentials}\n`);
  if (output === undefined) return;
  const profile = await saveProfile(output, {
    servers: await toldServers(config, places),
    credentials,
    rootKey: trust.root,
  });
  process.stdout.write(`profile: ${profile}\n`);
}
