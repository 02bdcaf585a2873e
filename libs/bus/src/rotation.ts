import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createKeys, decodeJwt, signKeyset, signer, type Signer } from '@fleet/identity';
import type { Keyset, KeysetKey } from '@fleet/protocol';
import { readKeyFolder, readSigner, type FormerRole, type KeyFolder } from './key-folder.js';
import { newOperator } from './new-keys.js';
import { TrustUnusable, accountNames, files, readSecret, replaceTogether, rolesOf } from './trust-files.js';

/** What may be replaced, each by itself. */
export const rotations = ['root', 'signing', 'accounts', 'operator'] as const;
export type Rotation = (typeof rotations)[number];

export interface RotationOptions {
  /** Milliseconds for which replaced keys of `signing` and `accounts` stay good, so that nobody is left behind. */
  readonly overlap: number;
  /** A file with the present root's seed, where it is not kept in the folder. */
  readonly rootSeed?: string;
}

/**
 * Replaces keys in `folder`; the files change together or not at all. A running master takes them up with {@link Trust.reload}.
 * @throws TrustUnusable where the seed that has to sign is not at hand
 */
export async function rotateKeys(folder: string, what: Rotation, options: RotationOptions): Promise<void> {
  const keys = await readKeyFolder(folder);
  const content = new Map<string, string>();
  switch (what) {
    case 'root':
      await replaceRoot(folder, keys, options, content);
      break;
    case 'signing':
      await replaceSigning(folder, keys, options, content);
      break;
    case 'accounts':
      replaceRoles(keys, options, content);
      break;
    case 'operator':
      replaceOperator(keys, content);
  }
  await replaceTogether(folder, content);
}

/**
 * Keys of a fleet that was made before there were roots: what minions have pinned becomes the root, and a new key signs commands.
 * False where they are up to date.
 */
export async function upgradeKeys(folder: string): Promise<boolean> {
  try {
    await readSecret(folder, files.keysets);
    return false;
  } catch (error) {
    if (!(error instanceof TrustUnusable) || (error.cause as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const pinned = await readSecret(folder, files.commandSeed);
  const root = signer(pinned);
  const command = createKeys('user');
  const keyset = { kind: 'keyset', v: 1, ...nextSerial(0), root: root.rawPublicKey } as const;
  const first = signKeyset({ ...keyset, keys: [{ key: signer(command.seed).rawPublicKey }] }, [root]);
  const content = new Map<string, string>([
    [files.rootSeed, pinned],
    [files.commandSeed, command.seed],
    [files.keysets, JSON.stringify([first])],
  ]);
  for (const account of accountNames)
    content.set(files.accountKey(account), (await readSigner(folder, `accounts/${account}/account.seed`)).publicKey);
  await replaceTogether(folder, content);
  return true;
}

async function replaceRoot(
  folder: string,
  keys: KeyFolder,
  options: RotationOptions,
  content: Map<string, string>,
): Promise<void> {
  const before = await presentRoot(folder, keys, options);
  const seed = createKeys('user').seed;
  const after = signer(seed);
  content.set(files.rootSeed, seed);
  addKeyset(keys, content, { root: after.rawPublicKey, keys: stillGood(keys.newest.keys) }, [before, after]);
}

async function replaceSigning(
  folder: string,
  keys: KeyFolder,
  options: RotationOptions,
  content: Map<string, string>,
): Promise<void> {
  const root = await presentRoot(folder, keys, options);
  const seed = createKeys('user').seed;
  const until = Date.now() + options.overlap;
  const replaced = stillGood(keys.newest.keys).map(({ key, until: before }) => ({
    key,
    until: Math.min(before ?? Infinity, until),
  }));
  content.set(files.commandSeed, seed);
  const named = [{ key: signer(seed).rawPublicKey }, ...(options.overlap > 0 ? replaced : [])];
  addKeyset(keys, content, { root: root.rawPublicKey, keys: named }, [root]);
}

/** Every role of every account; those of the master itself reconnect with their new keys at once. */
function replaceRoles(keys: KeyFolder, { overlap }: RotationOptions, content: Map<string, string>): void {
  const now = Date.now();
  for (const account of accountNames) {
    const former: FormerRole[] = keys.former[account].filter(({ until }) => now <= until);
    for (const role of rolesOf[account]) {
      content.set(files.roleSeed(account, role), createKeys('account').seed);
      const key = keys.roles.get(role)?.signer.publicKey as string;
      if (overlap > 0) former.push({ role, key, until: now + overlap });
    }
    content.set(files.formerRoles(account), JSON.stringify(overlap > 0 ? former : []));
  }
}

function replaceOperator(keys: KeyFolder, content: Map<string, string>): void {
  const { name } = decodeJwt(keys.operatorJwt);
  for (const [file, text] of newOperator(name, keys.accounts.SYS)) content.set(file, text);
}

/** @throws TrustUnusable where the seed is neither in the folder nor in the file that was named, or is another root's */
async function presentRoot(folder: string, keys: KeyFolder, { rootSeed }: RotationOptions): Promise<Signer> {
  const root = await signerOf(folder, rootSeed ?? join(folder, files.rootSeed));
  if (root.rawPublicKey !== keys.newest.root)
    throw new TrustUnusable(folder, `${rootSeed ?? files.rootSeed} is not the seed of the present root`);
  return root;
}

async function signerOf(folder: string, file: string): Promise<Signer> {
  try {
    return signer((await readFile(file, 'utf8')).trim());
  } catch (cause) {
    throw new TrustUnusable(
      folder,
      `${file} cannot be read, or holds no seed; where the root is kept elsewhere, --root-seed FILE names it`,
      { cause },
    );
  }
}

function addKeyset(
  keys: KeyFolder,
  content: Map<string, string>,
  change: Pick<Keyset, 'root' | 'keys'>,
  roots: readonly Signer[],
): void {
  const next = signKeyset({ kind: 'keyset', v: 1, ...nextSerial(keys.newest.serial), ...change }, roots);
  content.set(files.keysets, JSON.stringify([...keys.keysets, next]));
}

/**
 * The serial is the time, as the epoch of the store is. Keys that were restored, or copied back by hand, know nothing of rotations that came after the
 * backup: counted on by one, the next would have a serial that minions know with another text, and they would believe nobody any more.
 */
function nextSerial(before: number): Pick<Keyset, 'serial' | 'issued'> {
  const issued = Date.now();
  return { serial: Math.max(before + 1, issued), issued };
}

function stillGood(keys: readonly KeysetKey[]): readonly KeysetKey[] {
  const now = Date.now();
  return keys.filter(({ until }) => until === undefined || now <= until);
}
