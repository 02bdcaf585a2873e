import { mkdir, open, readFile, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AccountName, UserRole } from './trust-definition.js';

/** Roles whose users belong to each account. */
export const rolesOf = {
  FLEET: ['minion', 'operator', 'master'],
  ENROL: ['joiner', 'registrar'],
  SYS: ['system'],
} as const satisfies Record<AccountName, readonly UserRole[]>;

export const accountNames = Object.keys(rolesOf) as AccountName[];

export function accountOf(role: UserRole): AccountName {
  return accountNames.find((account) => (rolesOf[account] as readonly UserRole[]).includes(role)) as AccountName;
}

export const ownRoles = ['master', 'registrar', 'system'] as const;

/**
 * What lies in `keys/`, all of it readable by its owner alone. `root.seed` and `operator.seed` are needed to make new keys and for nothing
 * else: they may be moved to a safe place. Accounts are names only: what signs in them are the keys of their roles.
 */
export const files = {
  rootSeed: 'root.seed',
  keysets: 'keysets.json',
  lifetimes: 'lifetimes.json',
  commandSeed: 'command.seed',
  operatorSeed: 'operator.seed',
  operatorJwt: 'operator.jwt',
  operatorSigningSeed: 'operator-signing.seed',
  accountKey: (account: AccountName) => `accounts/${account}/account.pub`,
  roleSeed: (account: AccountName, role: UserRole) => `accounts/${account}/${role}.seed`,
  formerRoles: (account: AccountName) => `accounts/${account}/former.json`,
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
  await syncFolder(dirname(file));
}

export async function readSecret(folder: string, name: string): Promise<string> {
  try {
    return (await readFile(join(folder, name), 'utf8')).trim();
  } catch (cause) {
    throw new TrustUnusable(folder, `${name} cannot be read`, { cause });
  }
}

/** A new folder of keys: it appears with all of its files or not at all. @throws TrustUnusable where there is one already */
export async function writeKeyFolder(folder: string, content: ReadonlyMap<string, string>): Promise<void> {
  const draft = `${folder}.new`;
  await writeDraft(draft, content);
  try {
    await rename(draft, folder);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw new TrustUnusable(folder, 'there are keys already: a second fleet needs a folder of its own', { cause });
  }
  await syncFolder(dirname(folder));
}

/**
 * Replaces several files of a folder of keys together: once the staged ones have their name, they will take their places, also after a
 * crash in between ({@link finishReplacement}).
 */
export async function replaceTogether(folder: string, content: ReadonlyMap<string, string>): Promise<void> {
  await finishReplacement(folder);
  await writeDraft(join(folder, 'staged.new'), content);
  await rename(join(folder, 'staged.new'), join(folder, 'staged'));
  await syncFolder(folder);
  await finishReplacement(folder);
}

/** Puts into place what an earlier {@link replaceTogether} staged and did not finish. */
export async function finishReplacement(folder: string): Promise<void> {
  const staged = join(folder, 'staged');
  const entries = await readdir(staged, { recursive: true, withFileTypes: true }).catch(absentAsEmpty);
  if (entries === undefined) return;
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(folder, from.slice(staged.length + 1));
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to).catch(takenByAnother);
    await syncFolder(dirname(to));
  }
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name));
  for (const empty of [...folders.sort().reverse(), staged]) await rmdir(empty).catch(takenByAnother);
}

async function writeDraft(draft: string, content: ReadonlyMap<string, string>): Promise<void> {
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  for (const [name, text] of content) await writeSecret(join(draft, name), text);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absentAsEmpty(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}

/** Master and command line may both finish the same replacement. */
function takenByAnother(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
