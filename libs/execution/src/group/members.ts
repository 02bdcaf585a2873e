import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { groupNames } from '../user/add.js';
import { knownUser } from '../user/known-user.js';
import { knownGroup } from './known-group.js';
import { setMembership } from './membership.js';

@NotSupported({ root: 'accounts are always those of the machine itself; leave it out.' })
export class GroupMembersArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The accounts that are in it and no others, a list or joined by commas.', type: 'string or list' })
  members_list!: string[];
}

export const members = defineFunction({
  name: 'group.members',
  doc: 'Set the accounts that are in a group; any other leaves it.',
  args: GroupMembersArgs,
  example: 'group.members docker deploy,ann',
  async run(host, want) {
    const group = await knownGroup(host, want.name);
    const wanted = groupNames(want.members_list);
    for (const account of wanted) await knownUser(host, account);
    for (const account of wanted) await setMembership(host, group.name, account, true);
    for (const account of group.members)
      if (!wanted.includes(account)) await setMembership(host, group.name, account, false);
    return true;
  },
});
