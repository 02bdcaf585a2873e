import { defineFunction } from '../definition.js';
import { GroupMembershipArgs, setMembership } from './membership.js';

export const deluser = defineFunction({
  name: 'group.deluser',
  doc: 'Take an account out of a group; True, too, where it is not in it.',
  args: GroupMembershipArgs,
  example: 'group.deluser docker deploy',
  async run(host, want) {
    await setMembership(host, want.name, want.username, false);
    return true;
  },
});
