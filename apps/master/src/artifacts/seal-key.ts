import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createSealKeys, isSealKey, type SealKeys } from '@fleet/identity';
import { replaceFile } from '../runtime/replace-file.js';

/** The master's own seal key: secret artifacts are sealed to it by minions, and opened with it for operators. Made when it is first needed. */
export async function openSealKeys(folder: string): Promise<SealKeys> {
  const file = join(folder, 'artifact-seal.json');
  try {
    return checked(JSON.parse(await readFile(file, 'utf8')) as Partial<SealKeys>, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const keys = createSealKeys();
  await replaceFile(file, JSON.stringify(keys));
  return keys;
}

function checked({ publicKey, privateKey }: Partial<SealKeys>, file: string): SealKeys {
  if (!isSealKey(publicKey) || !isSealKey(privateKey)) throw new Error(`${file} holds no seal key`);
  return { publicKey, privateKey };
}
