import { randomBytes } from 'node:crypto';
import { link, readFile, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrustUnusable } from '@fleet/bus';
import { factsKeySize } from '@fleet/identity';

/** The key of what the master keeps on the bus for itself. Made when it is first needed; without it the stream of facts is worth nothing. */
export async function openFactsKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'facts.key');
  const present = await readKey(folder, file);
  if (present) return present;
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `${randomBytes(factsKeySize).toString('base64url')}\n`, { mode: 0o600, flush: true });
  try {
    // A link, unlike a rename, does not replace the key that another process has made meanwhile.
    await link(draft, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await unlink(draft);
  }
  return (await readKey(folder, file)) as Buffer;
}

async function readKey(folder: string, file: string): Promise<Buffer | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64url');
  if (key.length !== factsKeySize) throw new TrustUnusable(folder, 'facts.key does not hold a key');
  return key;
}
