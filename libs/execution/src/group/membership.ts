import { Arg, NotSupported } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { knownUser } from '../user/known-user.js';
import { knownGroup } from './known-group.js';

@NotSupported({ root: 'accounts are always those of the machine itself; leave it out.' })
export class GroupMembershipArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Name of the account.', type: 'string' })
  username!: string;
}

/** @throws FunctionRefused `not-found` */
export async function setMembership(host: Host, group: string, account: string, member: boolean): Promise<void> {
  await knownGroup(host, group);
  const { groups } = await knownUser(host, account);
  if (groups.includes(group) === member) return;
  const rest = groups.filter((name) => name !== group);
  await host.accounts.changeUser(account, { groups: member ? [...rest, group].sort() : rest });
}
