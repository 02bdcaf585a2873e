import { defineFunction } from '../definition.js';
import { AccountNameArgs } from './name.args.js';
import { groupsOf } from './records.js';

export const listGroups = defineFunction({
  name: 'user.list_groups',
  doc: 'The groups of a user, the primary one among them, sorted.',
  args: AccountNameArgs,
  example: 'user.list_groups deploy',
  looks: true,
  async run(host, want) {
    const user = await host.accounts.user(want.name);
    return user ? groupsOf(host, user) : [];
  },
});
