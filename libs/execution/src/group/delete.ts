import { defineFunction, FunctionRefused } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { knownGroup } from './known-group.js';

export const delete_ = defineFunction({
  name: 'group.delete',
  doc: 'Remove a group from the machine; files that belong to it keep its number.',
  args: AccountNameArgs,
  example: 'group.delete oldteam',
  async run(host, want) {
    if ((await knownGroup(host, want.name)).gid === 0)
      throw new FunctionRefused('not-allowed', 'the group of root is not to be removed');
    await host.accounts.removeGroup(want.name);
    return true;
  },
});
