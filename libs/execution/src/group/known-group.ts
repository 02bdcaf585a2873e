import type { Group, HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** @throws FunctionRefused `not-found` */
export async function knownGroup(host: HostView, name: string): Promise<Group> {
  const group = await host.accounts.group(name);
  if (!group) throw new FunctionRefused('not-found', `there is no group ${name}`);
  return group;
}
