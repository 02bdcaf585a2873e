import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { runTool } from '../tool.js';
import { knownUser } from './known-user.js';

export class UserRenameArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its new name.', type: 'string' })
  new_name!: string;
}

export const rename = defineFunction({
  name: 'user.rename',
  doc: 'Give an account another name; its number, home directory and groups stay.',
  args: UserRenameArgs,
  example: 'user.rename deploy deployer',
  async run(host, want) {
    await knownUser(host, want.name);
    if (!/^[a-z_][a-z0-9_.-]{0,31}$/i.test(want.new_name))
      throw new FunctionRefused('bad-arguments', `${want.new_name} is not a name that an account can have`);
    if (await host.accounts.user(want.new_name))
      throw new FunctionRefused('failed', `there is an account ${want.new_name} already`);
    await runTool(host, ['usermod', '--login', want.new_name, '--', want.name]);
    return true;
  },
});
