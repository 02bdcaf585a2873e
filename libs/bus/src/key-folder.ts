import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isPublicKey, readKeyset, signer, type Signer } from '@fleet/identity';
import type { Keyset, SignedKeyset } from '@fleet/protocol';
import type { AccountName, UserRole } from './trust-definition.js';
import { TrustUnusable, accountNames, files, finishReplacement, ownRoles, readSecret, rolesOf } from './trust-files.js';

/** A role key that was replaced: users that it signed are good until then (milliseconds since the epoch). */
export interface FormerRole {
  readonly role: UserRole;
  readonly key: string;
  readonly until: number;
}

/** All that `keys/` holds, but the seeds that only rotations need. */
export interface KeyFolder {
  readonly operatorSigner: Signer;
  readonly operatorJwt: string;
  readonly commandSigner: Signer;
  /** Every keyset that ever was, oldest first. */
  readonly keysets: readonly SignedKeyset[];
  readonly newest: Keyset;
  readonly accounts: Readonly<Record<AccountName, string>>;
  readonly roles: ReadonlyMap<UserRole, { readonly account: AccountName; readonly signer: Signer }>;
  readonly former: Readonly<Record<AccountName, readonly FormerRole[]>>;
  readonly users: ReadonlyMap<UserRole, Signer>;
}

/** @throws TrustUnusable where a file is missing or broken, or the keys do not fit together */
export async function readKeyFolder(folder: string): Promise<KeyFolder> {
  if (!existsSync(folder)) throw new TrustUnusable(folder, `there are none in ${folder}; fleet-master init makes them`);
  await finishReplacement(folder);
  const key = (name: string): Promise<Signer> => readSigner(folder, name);
  const commandSigner = await key(files.commandSeed);
  const keysets = await readKeysets(folder);
  const newest = newestOf(folder, keysets);
  if (!newest.keys.some(({ key: named, until }) => named === commandSigner.rawPublicKey && until === undefined))
    throw new TrustUnusable(folder, `${files.commandSeed} is not the key that the newest keyset names`);
  const accounts = {} as Record<AccountName, string>;
  const former = {} as Record<AccountName, readonly FormerRole[]>;
  const roles = new Map<UserRole, { readonly account: AccountName; readonly signer: Signer }>();
  for (const account of accountNames) {
    accounts[account] = await readSecret(folder, files.accountKey(account));
    if (!isPublicKey(accounts[account], 'account'))
      throw new TrustUnusable(folder, `${files.accountKey(account)} does not name an account`);
    for (const role of rolesOf[account]) roles.set(role, { account, signer: await key(files.roleSeed(account, role)) });
    former[account] = await readFormer(folder, account);
  }
  const users = new Map<UserRole, Signer>();
  for (const role of ownRoles) users.set(role, await key(files.userSeed(role)));
  return {
    operatorSigner: await key(files.operatorSigningSeed),
    operatorJwt: await readSecret(folder, files.operatorJwt),
    ...{ commandSigner, keysets, newest, accounts, roles, former, users },
  };
}

export async function readSigner(folder: string, name: string): Promise<Signer> {
  try {
    return signer(await readSecret(folder, name));
  } catch (cause) {
    if (cause instanceof TrustUnusable) throw cause;
    throw new TrustUnusable(folder, `${name} does not hold a key`, { cause });
  }
}

async function readKeysets(folder: string): Promise<SignedKeyset[]> {
  try {
    return JSON.parse(await readFile(join(folder, files.keysets), 'utf8')) as SignedKeyset[];
  } catch (cause) {
    const absent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new TrustUnusable(
      folder,
      absent
        ? `there is no ${files.keysets}: these keys are of an older version of fleet, and \`fleet-master init\` brings them up to date`
        : `${files.keysets} cannot be read`,
      { cause },
    );
  }
}

function newestOf(folder: string, keysets: readonly SignedKeyset[]): Keyset {
  const last = Array.isArray(keysets) ? keysets.at(-1) : undefined;
  const newest = last && readKeyset(last);
  if (!newest) throw new TrustUnusable(folder, `${files.keysets} holds no keyset`);
  return newest;
}

/** A list that cannot be read costs those who were signed by a replaced key their way in; to guess would let them in for ever. */
async function readFormer(folder: string, account: AccountName): Promise<readonly FormerRole[]> {
  try {
    return JSON.parse(await readFile(join(folder, files.formerRoles(account)), 'utf8')) as FormerRole[];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new TrustUnusable(folder, `${files.formerRoles(account)} cannot be read`, { cause });
  }
}
