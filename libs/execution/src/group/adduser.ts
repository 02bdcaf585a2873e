import { defineFunction } from '../definition.js';
import { GroupMembershipArgs, setMembership } from './membership.js';

export const adduser = defineFunction({
  name: 'group.adduser',
  doc: 'Put an account into a group.',
  args: GroupMembershipArgs,
  example: 'group.adduser docker deploy',
  async run(host, want) {
    await setMembership(host, want.name, want.username, true);
    return true;
  },
});
