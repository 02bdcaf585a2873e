import { createKeys } from '@fleet/identity';
import { mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AccountName, UserRole } from './definition.js';

/** Roles whose users belong to each account. */
export const rolesOf = {
  FLEET: ['minion', 'operator', 'master'],
  ENROL: ['joiner', 'registrar'],
  SYS: ['system'],
} as const satisfies Record<AccountName, readonly UserRole[]>;

export const accountNames = Object.keys(rolesOf) as AccountName[];

export const ownRoles = ['master', 'registrar', 'system'] as const;

/**
 * What lies in `keys/`, all of it readable by its owner alone. `operator.seed` is needed to make new signing keys and for nothing else:
 * it may be moved to a safe place.
 */
export const files = {
  operatorSeed: 'operator.seed',
  operatorJwt: 'operator.jwt',
  operatorSigningSeed: 'operator-signing.seed',
  commandSeed: 'command.seed',
  accountSeed: (account: AccountName) => `accounts/${account}/account.seed`,
  roleSeed: (account: AccountName, role: UserRole) => `accounts/${account}/${role}.seed`,
  revocations: (account: AccountName) => `accounts/${account}/revocations.json`,
  userSeed: (role: UserRole) => `users/${role}.seed`,
} as const;

export class TrustUnusable extends Error {
  override readonly name = 'TrustUnusable';
  readonly code = 'trust-unusable';
  constructor(
    readonly folder: string,
    /** One sentence for people. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super('the keys of this fleet cannot be used', options);
  }
}

export async function writeSecret(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(file, `${text}\n`, { mode: 0o600, flush: true });
}

/** Replaces a file so that a crash leaves the old one or the new one. */
export async function replaceSecret(file: string, text: string): Promise<void> {
  await writeSecret(`${file}.new`, text);
  await rename(`${file}.new`, file);
  // The new name is on disk only when its folder is: a power cut must not bring a revoked key back.
  const folder = await open(dirname(file), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

export async function readSecret(folder: string, name: string): Promise<string> {
  try {
    return (await readFile(join(folder, name), 'utf8')).trim();
  } catch (cause) {
    throw new TrustUnusable(folder, `${name} cannot be read`, { cause });
  }
}

/** All seeds of a new fleet. They appear under `folder` at once or not at all. */
export async function writeNewKeys(
  folder: string,
  operatorJwtFor: (seeds: { operator: string; signingKey: string; systemAccount: string }) => string,
): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const put = async (
    name: string,
    kind: 'operator' | 'account' | 'user',
  ): Promise<{ publicKey: string; seed: string }> => {
    const keys = createKeys(kind);
    await writeSecret(join(draft, name), keys.seed);
    return keys;
  };
  const operator = await put(files.operatorSeed, 'operator');
  const signing = await put(files.operatorSigningSeed, 'operator');
  await put(files.commandSeed, 'user');
  let systemAccount = '';
  for (const account of accountNames) {
    const { publicKey } = await put(files.accountSeed(account), 'account');
    if (account === 'SYS') systemAccount = publicKey;
    for (const role of rolesOf[account]) await put(files.roleSeed(account, role), 'account');
  }
  for (const role of ownRoles) await put(files.userSeed(role), 'user');
  await writeSecret(
    join(draft, files.operatorJwt),
    operatorJwtFor({ operator: operator.seed, signingKey: signing.publicKey, systemAccount }),
  );
  try {
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new TrustUnusable(folder, 'there are keys already: a second fleet needs a folder of its own', { cause });
  }
}
