import { defineFunction, FunctionRefused } from '../definition.js';
import { AccountNameArgs } from './name.args.js';

export const primaryGroup = defineFunction({
  name: 'user.primary_group',
  doc: 'The name of the primary group of a user.',
  args: AccountNameArgs,
  example: 'user.primary_group deploy',
  looks: true,
  async run(host, want) {
    const user = await host.accounts.user(want.name);
    if (!user) throw new FunctionRefused('not-found', `there is no user ${want.name}`);
    return (await host.accounts.groupById(user.gid))?.name ?? String(user.gid);
  },
});
