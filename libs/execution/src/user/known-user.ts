import type { HostView, User } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** @throws FunctionRefused `not-found` */
export async function knownUser(host: HostView, name: string): Promise<User> {
  const user = await host.accounts.user(name);
  if (!user) throw new FunctionRefused('not-found', `there is no account ${name}`);
  return user;
}

/** @throws FunctionRefused where a text would be another field, or another account, in the file of accounts */
export function demandPath(argument: string, path: string): void {
  if (!path.startsWith('/') || /[:\n\r\0]/.test(path))
    throw new FunctionRefused(
      'bad-arguments',
      `\`${argument}\` must be an absolute path, without colons and line breaks`,
    );
}
