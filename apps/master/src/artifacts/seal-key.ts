import { open, readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createSealKeys, isSealKey, type SealKeys } from '@fleet/identity';

/** The master's own seal key: secret artifacts are sealed to it by minions, and opened with it for operators. Made when it is first needed. */
export async function openSealKeys(folder: string): Promise<SealKeys> {
  const file = join(folder, 'artifact-seal.json');
  try {
    return checked(JSON.parse(await readFile(file, 'utf8')) as Partial<SealKeys>, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = createSealKeys();
  const temporary = `${file}.${process.pid}.tmp`;
  const handle = await open(temporary, 'w', 0o600);
  try {
    await handle.writeFile(JSON.stringify(keys));
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file).catch(async (error: unknown) => {
    await unlink(temporary);
    throw error;
  });
  return keys;
}

function checked({ publicKey, privateKey }: Partial<SealKeys>, file: string): SealKeys {
  if (!isSealKey(publicKey) || !isSealKey(privateKey)) throw new Error(`${file} holds no seal key`);
  return { publicKey, privateKey };
}
