import { existsSync } from 'node:fs';
import { chmod, link, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Directories, MasterConfig } from '@fleet/config';
import { EncryptionFailed, makePillarKey, readIdentities, recipientOf } from '@fleet/pillar';

/** The file of the master's own pillar key: whoever reads it reads every encrypted value of the pillar. */
export function pillarKeyFile({ master }: Directories): string {
  return join(master.keys, 'pillar.age');
}

/** The own key, if it was made, and those of `pillar_identities`. @throws EncryptionFailed for a file that is missing or holds no identity */
export async function pillarIdentities(places: Directories, { pillar }: MasterConfig): Promise<readonly string[]> {
  return [
    ...(await readIdentities([pillarKeyFile(places)], { mayBeMissing: true })),
    ...(await readIdentities(pillar.identities)),
  ];
}

/** Makes the own key, unless there is one. @throws EncryptionFailed where this is no master yet, or the key that is there is no good */
export async function ensurePillarKey(
  places: Directories,
): Promise<{ readonly recipient: string; readonly made: boolean }> {
  const file = pillarKeyFile(places);
  const present = await readIdentities([file], { mayBeMissing: true });
  if (present[0] !== undefined) return { recipient: await recipientOf(present[0]), made: false };
  if (!existsSync(places.master.keys))
    throw new EncryptionFailed('bad-key', `there is no ${places.master.keys}: fleet-master init makes it`);
  const { identity, recipient } = await makePillarKey();
  const draft = `${file}.${process.pid}.new`;
  await writeFile(draft, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await chmod(draft, 0o600);
    // A link, unlike a rename, does not replace the key that another process has made meanwhile.
    await link(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const [other] = await readIdentities([file]);
    return { recipient: await recipientOf(other as string), made: false };
  } finally {
    await unlink(draft);
  }
  return { recipient, made: true };
}
