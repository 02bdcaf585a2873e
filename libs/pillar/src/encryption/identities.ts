import { readFile, stat } from 'node:fs/promises';
import { EncryptionFailed, recipientOf } from './age.js';

/**
 * The identities in files as `age-keygen` writes them: one a line, `#` begins a comment. Such a file is for its owner alone.
 * @throws EncryptionFailed for one that is missing, can be read by others, or holds no identity
 */
export async function readIdentities(
  files: readonly string[],
  { mayBeMissing = false } = {},
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const file of files) {
    const text = await readKeyFile(file, mayBeMissing);
    if (text === undefined) continue;
    const identities = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
    if (identities.length === 0) throw new EncryptionFailed('bad-key', `${file} holds no age identity`);
    for (const identity of identities) {
      try {
        await recipientOf(identity.trim());
      } catch (cause) {
        throw new EncryptionFailed('bad-key', `${file} holds a line that is no age identity`, { cause });
      }
      found.push(identity.trim());
    }
  }
  return found;
}

async function readKeyFile(file: string, mayBeMissing: boolean): Promise<string | undefined> {
  try {
    const { mode } = await stat(file);
    if ((mode & 0o077) !== 0)
      throw new EncryptionFailed('bad-key', `${file} can be read by others than its owner: chmod 600 ${file}`);
    return await readFile(file, 'utf8');
  } catch (cause) {
    if (cause instanceof EncryptionFailed) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' && mayBeMissing) return undefined;
    throw new EncryptionFailed('bad-key', `${file} cannot be read (${code ?? 'unknown'})`, { cause });
  }
}
