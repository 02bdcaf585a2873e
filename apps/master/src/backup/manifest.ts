import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** What a backup holds: `manifest.json` in its folder. */
export interface Manifest {
  readonly kind: 'fleet-backup';
  readonly v: 1;
  /** Milliseconds since the epoch. */
  readonly created: number;
  /** Of the program that made it. */
  readonly version: string;
  /** Of the store in it. */
  readonly schema: number;
  readonly epoch: number;
  readonly jobs: number;
  readonly lastJid: string;
  readonly keys: 'recipients' | 'passphrase' | 'none';
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
  /** SHA-256 of all of the above: what was changed by accident or by hand shows. It is no signature. */
  readonly digest: string;
}

export function withDigest(manifest: Omit<Manifest, 'digest'>): Manifest {
  return { ...manifest, digest: digestOf(manifest) };
}

function digestOf(manifest: Omit<Manifest, 'digest'>): string {
  return createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
}

export const parts = {
  manifest: 'manifest.json',
  store: 'fleet.db',
  /** The folder of keys, operators' credentials among them. */
  keys: 'keys.tar.age',
  configuration: 'configuration.tar',
  /** States and pillar, which may hold secrets. */
  trees: 'trees.tar.age',
} as const;

/** It cannot be used; the message says why in one sentence. */
export class BackupUnusable extends Error {
  override readonly name = 'BackupUnusable';
  readonly code = 'backup-unusable';
}

export async function describeFile(folder: string, path: string): Promise<Manifest['files'][number]> {
  const hash = createHash('sha256');
  const file = join(folder, path);
  await pipeline(createReadStream(file), hash);
  return { path, size: (await stat(file)).size, sha256: hash.digest('hex') };
}

/** @throws BackupUnusable */
export async function readManifest(folder: string): Promise<Manifest> {
  let text: string;
  try {
    text = await readFile(join(folder, parts.manifest), 'utf8');
  } catch (cause) {
    throw new BackupUnusable(`${folder} is no backup: it has no ${parts.manifest}`, { cause });
  }
  try {
    const manifest = JSON.parse(text) as Manifest;
    const known = manifest.kind === 'fleet-backup' && manifest.v === 1;
    const named = known && manifest.files.every(({ path }) => (Object.values(parts) as string[]).includes(path));
    if (named && manifest.files.some(({ path }) => path === parts.store)) return unchanged(folder, manifest);
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof TypeError)) throw cause;
  }
  throw new BackupUnusable(`${join(folder, parts.manifest)} is damaged, or a later version of fleet wrote it`);
}

function unchanged(folder: string, manifest: Manifest): Manifest {
  const { digest, ...rest } = manifest;
  if (digestOf(rest) === digest) return manifest;
  throw new BackupUnusable(`${join(folder, parts.manifest)} was changed after the backup was made`);
}
