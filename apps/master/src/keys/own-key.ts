import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrustUnusable } from '@fleet/bus';
import { ownKeySize } from '@fleet/identity';

/**
 * What the master gives out of its hands for itself: `facts.key` is of the facts on the bus, and without it their stream is worth nothing; `orders.key`
 * of the commands in the store that wait for delivery, and whoever loses it loses these.
 */
export type OwnKeyName = 'facts.key' | 'orders.key';

/** Made when it is first needed. @throws TrustUnusable where the file holds something else */
export async function openOwnKey(folder: string, name: OwnKeyName): Promise<Buffer> {
  const file = join(folder, name);
  const present = await readKey(folder, name);
  if (present) return present;
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${randomBytes(ownKeySize).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    // A link, unlike a rename, does not replace the key that another process has made meanwhile.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  return (await readKey(folder, name)) as Buffer;
}

async function readKey(folder: string, name: OwnKeyName): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== ownKeySize) throw new TrustUnusable(folder, `${name} does not hold a key`);
  return key;
}
