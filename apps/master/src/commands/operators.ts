import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trust } from '@fleet/bus';
import { openTrust } from '@fleet/bus';
import { saveProfile, type Directories, type MasterConfig } from '@fleet/config';
import { createKeys, decodeJwt, formatCreds, parseCreds } from '@fleet/identity';
import { JobStore, type OperatorRecord } from '@fleet/jobs';
import { isNameOfFleet, isOperatorName } from '@fleet/protocol';
import { Policy } from '../access/policy.js';
import { writeHead } from '../audit/audit-head.js';
import { mintedLifetimes } from '../keys/minted-lifetimes.js';
import { importOperators } from '../operators/import-operators.js';
import { operatorRow } from '../operators/operator-desk.js';
import { replaceFile } from '../runtime/replace-file.js';
import { CommandFailed, exits, openConfig } from './open-config.js';
import { toldTls } from './bus-tls.js';
import { toldServers } from './servers.js';

/** What making an operator on the master itself takes. */
export interface OperatorWish {
  readonly trust: Trust;
  readonly places: Directories;
  readonly config: MasterConfig;
  readonly name: string;
  readonly roles: readonly string[];
}

/**
 * Makes credentials of a new operator, here on the master. Killed half-way it can be typed again: credentials of a key that the store does not
 * know are taken up.
 * @throws CommandFailed where the name is taken
 */
export async function createOperator({ trust, places, config, name, roles }: OperatorWish): Promise<string> {
  if (!isOperatorName(name))
    throw new CommandFailed(`${name} is no name for an operator: letters, digits, - and _ only`, exits.usage);
  if (isNameOfFleet(name))
    throw new CommandFailed(`${name} is what fleet calls itself in its log; take another`, exits.usage);
  mustBeRoles(config, roles);
  const file = join(places.operator.credentials, `${name}.creds`);
  return withStore(places, async (store) => {
    const taken = (): CommandFailed =>
      new CommandFailed(`there is an operator ${name} already (${file})`, exits.failed);
    if (store.operators.active(name)) throw taken();
    await trust.declareLifetimes(mintedLifetimes(config));
    const created = Date.now();
    const expires = created + config.operatorLifetime;
    let key = existsSync(file) ? await keyIn(file) : undefined;
    if (key !== undefined && store.operators.get(key)) throw taken();
    if (key === undefined) {
      const keys = createKeys('user');
      key = keys.publicKey;
      const jwt = trust.mintUser({ role: 'operator', publicKey: key, name, expires });
      await mkdir(places.operator.credentials, { recursive: true, mode: 0o700 });
      await writeFile(file, formatCreds({ jwt, seed: keys.seed }), { mode: 0o600, flag: 'wx', flush: true });
    }
    const record: OperatorRecord = { key, name, roles, created, expires, by: 'fleet-master' };
    const first = store.audit.head() === undefined;
    await store.write(({ operators, audit }) => {
      if (!operators.add(record)) throw taken();
      audit.append({
        ...{ at: created, who: 'fleet-master', action: 'operator_add', target: `${name} ${record.key}` },
        ...{ args: roles.join(','), outcome: 'done' },
      });
    });
    // A log that was never signed looks as one whose end was cut off.
    const head = first ? store.audit.head() : undefined;
    if (head) await writeHead(places.master.store, trust.commandSigner, head);
    return file;
  });
}

/** Whether credentials are of an operator that the store knows. */
export function isKnown(places: Directories, file: string): Promise<boolean> {
  return withStore(places, async (store) => store.operators.get(await keyIn(file)) !== undefined);
}

/** `fleet-master operator add NAME`: credentials, and a profile to take to another machine. */
export async function addOperator(
  name: string,
  { root, output, role }: { readonly root: string; readonly output?: string; readonly role: readonly string[] },
): Promise<void> {
  const { config, places } = await openConfig(root);
  const trust = await openTrust(places.master.keys);
  const roles = role.length === 0 ? ['admin'] : role.flatMap((words) => words.split(',')).filter((word) => word !== '');
  const credentials = await createOperator({ trust, places, config, name, roles });
  process.stdout.write(`credentials: ${credentials}\n`);
  if (output === undefined) return;
  const tls = await toldTls(config, places);
  const profile = await saveProfile(output, {
    servers: await toldServers(config, places),
    ...(tls && { tls }),
    credentials,
    rootKey: trust.root,
  });
  process.stdout.write(`profile: ${profile}\n`);
}

/** `fleet-master operator renew NAME`: for credentials on this machine that have expired. */
export async function renewOperator(name: string, { root }: { readonly root: string }): Promise<void> {
  const { config, places } = await openConfig(root);
  const trust = await openTrust(places.master.keys);
  const file = join(places.operator.credentials, `${name}.creds`);
  if (!existsSync(file)) throw new CommandFailed(`there is no ${file}`, exits.failed);
  const { seed, jwt } = parseCreds(await readFile(file, 'utf8'));
  const key = decodeJwt(jwt).sub;
  const expires = Date.now() + config.operatorLifetime;
  await withStore(places, async (store) => {
    const record = store.operators.get(key);
    if (!record || record.revoked !== undefined)
      throw new CommandFailed(
        `${name} ${record ? 'was revoked' : 'is no operator of this master'}; add another`,
        exits.failed,
      );
    await trust.declareLifetimes(mintedLifetimes(config));
    const renewed = trust.mintUser({ role: 'operator', publicKey: key, name: record.name, expires });
    await replaceFile(file, formatCreds({ jwt: renewed, seed }));
    await store.write(({ operators, audit }) => {
      operators.renewed(key, expires);
      audit.append({
        ...{ at: Date.now(), who: 'fleet-master', action: 'operator_renew', target: `${record.name} ${key}` },
        outcome: 'done',
      });
    });
  });
  process.stdout.write(`${file} is good until ${new Date(expires).toISOString()}\n`);
}

/** `fleet-master operator list`. */
export async function listOperators({ root }: { readonly root: string }): Promise<void> {
  const { places } = await openConfig(root);
  await withStore(places, (store) => {
    for (const record of store.operators.all()) {
      const { name, key, roles, state, expires } = operatorRow(record, Date.now());
      process.stdout.write(`${name}\t${state}\t${roles.join(',')}\t${new Date(expires).toISOString()}\t${key}\n`);
    }
    return Promise.resolve();
  });
}

async function withStore<T>(places: Directories, work: (store: JobStore) => Promise<T>): Promise<T> {
  const store = JobStore.open(places.master.database);
  try {
    await importOperators(places, store);
    return await work(store);
  } finally {
    store.close();
  }
}

async function keyIn(file: string): Promise<string> {
  return decodeJwt(parseCreds(await readFile(file, 'utf8')).jwt).sub;
}

function mustBeRoles(config: MasterConfig, roles: readonly string[]): void {
  const { names } = new Policy(config);
  const unknown = roles.find((role) => !names.includes(role));
  if (unknown !== undefined)
    throw new CommandFailed(
      `there is no role ${unknown}; there are ${names.join(', ')}, and further ones are written under \`roles\` of master.yaml`,
      exits.usage,
    );
}
