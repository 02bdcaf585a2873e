import { existsSync } from 'node:fs';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve } from 'node:path';
import { createServerAuthority, createTrust, isLoopback, openTrust, upgradeKeys, type Trust } from '@fleet/bus';
import {
  directories,
  loadProfile,
  saveProfile,
  type Directories,
  type MasterConfig,
  type OperatorProfile,
} from '@fleet/config';
import { ensurePillarKey, pillarKeyFile } from '../pillar/pillar-keys.js';
import { createOperator, isKnown } from './operators.js';
import { mintedLifetimes } from '../keys/minted-lifetimes.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldTls } from './bus-tls.js';
import { toldServers } from './servers.js';

export interface InitOptions {
  readonly root: string;
  readonly listen?: string;
  readonly server: readonly string[];
  readonly fileRoot: readonly string[];
  readonly pillarRoot: readonly string[];
  readonly external: boolean;
  /** `off`: the bus is not encrypted. */
  readonly tls?: string;
}

/**
 * `fleet-master init`: directories, keys, configuration, the first operator and its profile. What exists stays as it is, so that it can be
 * typed again; a configuration that was asked for but exists otherwise is said to be kept.
 */
export async function init(options: InitOptions): Promise<void> {
  const places = directories(options.root);
  const made = await makeDirectories(places);
  const wanted = configText(options);
  if (existsSync(places.master.config)) say(`kept     ${places.master.config}`);
  else {
    await writeFile(places.master.config, wanted, { flag: 'wx' });
    say(`made     ${places.master.config}`);
  }
  const { config } = await openConfig(options.root);
  const fresh = !(await hasKeys(places));
  const trust = await trustIn(places, config);
  const { made: madeKey } = await ensurePillarKey(places);
  say(`${madeKey ? 'made' : 'kept'}     ${pillarKeyFile(places)}`);
  if (fresh && config.nats.mode === 'child' && config.tls === 'fleet' && !isLoopback(config.interface)) {
    await createServerAuthority(places.master.keys);
    say(`made     ${places.master.keys}/tls: the bus is encrypted`);
  }
  const servers = await toldServers(config, places);
  const tls = await toldTls(config, places);
  const credentials = await adminCredentials(trust, places, config);
  await profile(places, { servers, ...(tls && { tls }), credentials, rootKey: trust.root });
  if (made > 0) say(`made     ${made} directories under ${places.root}`);
  const root = options.root === '/' ? '' : ` --root ${options.root}`;
  say(`next: fleet-master run${root}, then fleet-master token create${root} for each new machine`);
}

async function makeDirectories(places: Directories): Promise<number> {
  const open = [dirname(places.master.config), places.master.dropIns, places.run, places.log];
  const closed = [places.master.home, places.master.nats, places.master.store, places.operator.credentials];
  let made = 0;
  for (const [list, mode] of [
    [open, 0o755],
    [closed, 0o700],
  ] as const) {
    for (const directory of list) if ((await mkdir(directory, { recursive: true, mode })) !== undefined) made += 1;
  }
  return made;
}

async function hasKeys({ master: { keys } }: Directories): Promise<boolean> {
  return existsSync(keys) && (await readdir(keys)).length > 0;
}

async function trustIn(places: Directories, config: MasterConfig): Promise<Trust> {
  const { keys } = places.master;
  if (await hasKeys(places)) {
    const upgraded = await upgradeKeys(keys);
    const trust = await openTrust(keys);
    say(upgraded ? `upgraded ${keys}: what minions had pinned is the root now` : `kept     ${keys}`);
    return trust;
  }
  const trust = await createTrust(keys, { lifetimes: mintedLifetimes(config) });
  say(`made     ${keys}: whoever reads it commands the fleet; keep a copy in a safe place`);
  return trust;
}

async function adminCredentials(trust: Trust, places: Directories, config: MasterConfig): Promise<string> {
  const file = resolve(places.operator.credentials, 'admin.creds');
  if (existsSync(file) && (await isKnown(places, file))) {
    say(`kept     ${file}`);
    return file;
  }
  const made = await createOperator({ trust, places, config, name: 'admin', roles: ['admin'] });
  say(`made     ${made}`);
  return made;
}

async function profile(places: Directories, wanted: OperatorProfile): Promise<void> {
  if (existsSync(places.operator.profile)) {
    const present = await loadProfile(places.operator.profile);
    if (present.rootKey !== wanted.rootKey)
      throw new CommandFailed(`${places.operator.profile} is for another fleet; move it away first`, exits.failed);
    if (JSON.stringify([present.servers, present.tls]) === JSON.stringify([wanted.servers, wanted.tls]))
      return say(`kept     ${places.operator.profile}`);
  }
  say(`made     ${await saveProfile(places.operator.profile, wanted)}`);
}

function configText({ listen, server, fileRoot, pillarRoot, external, tls }: InitOptions): string {
  const lines = ['# Configuration of the fleet master; drop-ins in master.d/*.conf are merged over it.'];
  const { host, port } = address(listen ?? '127.0.0.1:4222');
  if (external) {
    if (server.length === 0)
      throw new CommandFailed('--external needs the addresses of the servers: --server nats://HOST:4222', exits.usage);
    lines.push('nats:', '  mode: external', '  servers:', ...server.map((url) => `    - ${JSON.stringify(url)}`));
  } else {
    lines.push(`interface: ${JSON.stringify(host)}`, `port: ${port}`);
    // Kept, so that the service finds it too: it does not have the shell's environment.
    const binary = process.env.FLEET_NATS_SERVER;
    if (binary) lines.push('nats:', `  binary: ${JSON.stringify(absolute(binary))}`);
  }
  if (tls !== undefined) lines.push(`tls: ${JSON.stringify(tls)}`);
  if (server.length > 0)
    lines.push(
      '# What minions and operators connect to.',
      'servers:',
      ...server.map((url) => `  - ${JSON.stringify(url)}`),
    );
  if (fileRoot.length > 0)
    lines.push('file_roots:', '  base:', ...fileRoot.map((folder) => `    - ${JSON.stringify(absolute(folder))}`));
  if (pillarRoot.length > 0)
    lines.push('pillar_roots:', '  base:', ...pillarRoot.map((folder) => `    - ${JSON.stringify(absolute(folder))}`));
  return `${lines.join('\n')}\n`;
}

function address(text: string): { host: string; port: number } {
  const found = /^(?:\[([^\]]+)\]|([^:]+)):([0-9]{1,5})$/.exec(text);
  const port = Number(found?.[3]);
  if (!found || port > 65_535)
    throw new CommandFailed(`--listen is an address with a port, like 127.0.0.1:4222, not ${text}`, exits.usage);
  return { host: (found[1] ?? found[2]) as string, port };
}

function absolute(folder: string): string {
  return isAbsolute(folder) ? folder : resolve(folder);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
