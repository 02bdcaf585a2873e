import type { Host, PasswordRecord } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { knownUser } from '../user/known-user.js';

/** @throws FunctionRefused `not-found` where there is no such account, or only another source than this machine knows it */
export async function knownPassword(host: Host, name: string): Promise<PasswordRecord> {
  await knownUser(host, name);
  const record = await host.accounts.password(name);
  if (!record) throw new FunctionRefused('not-found', `this machine keeps no password of the account ${name}`);
  return record;
}

/** Sets what differs. */
export async function setField(
  host: Host,
  name: string,
  field: Exclude<keyof PasswordRecord, 'hash'>,
  days: number,
): Promise<true> {
  const now = await knownPassword(host, name);
  if ((now[field] ?? -1) !== days) await host.accounts.setPassword(name, { [field]: days });
  return true;
}

/** What may be seen of a hash: whether there is one, and whether somebody can log in with it. */
export function shownHash(hash: string): string {
  return /^[!*]*$/.test(hash) ? hash : `${/^[!*]*/.exec(hash)?.[0] ?? ''}<secret>`;
}
