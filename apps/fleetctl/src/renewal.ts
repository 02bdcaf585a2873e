import { open, rename, unlink } from 'node:fs/promises';
import { decodeJwt, formatCreds } from '@fleet/identity';
import type { MasterLink } from './master-link.js';

export interface Renewable {
  /** The `.creds` file. */
  readonly file: string;
  readonly seed: string;
  readonly jwt: string;
}

/** Whether more than half of the life of a JWT is over; one without an end is never due. */
export function renewalIsDue(jwt: string, now = Date.now()): boolean {
  const { iat, exp } = decodeJwt(jwt);
  return exp !== undefined && now / 1000 - iat > (exp - iat) / 2;
}

/** Asks for a new JWT and writes it down; until when it is good, `undefined` where it could not be written. */
export async function renewed(master: MasterLink): Promise<number | undefined> {
  const { renewable } = master;
  const { jwt, expires } = await master.ask('operator_renew', {});
  if (!renewable || decodeJwt(jwt).sub !== decodeJwt(renewable.jwt).sub) return undefined;
  return (await written(renewable, jwt)) ? expires : undefined;
}

/**
 * Renews while a command does its work. Nobody waits for it, and whatever goes wrong the next command tries again: credentials have half of their
 * life left.
 */
export function renewBeside(master: MasterLink): void {
  const { renewable } = master;
  if (renewable && renewalIsDue(renewable.jwt)) renewed(master).catch(() => undefined);
}

/** The file is whole at any moment: the new one takes the place of the old one, or the old one stays. */
async function written({ file, seed }: Renewable, jwt: string): Promise<boolean> {
  const temporary = `${file}.${process.pid}.new`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(formatCreds({ jwt, seed }));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    return true;
  } catch {
    // Credentials of another owner, or a disk that is full or read-only: they stay good for what is left.
    await unlink(temporary).catch(() => undefined);
    return false;
  }
}
