import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { knownUser } from './known-user.js';

@NotSupported({
  root: 'accounts are always those of the machine itself; leave it out.',
  local: 'accounts are always those of the machine itself; leave it out.',
})
export class UserDeleteArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Remove its home directory and mail too.', type: 'boolean', default: false })
  remove!: boolean;

  @Arg({ doc: 'Remove it even while processes run as it.', type: 'boolean', default: false })
  force!: boolean;
}

export const delete_ = defineFunction({
  name: 'user.delete',
  doc: 'Remove an account from the machine; its files stay unless that is asked for.',
  args: UserDeleteArgs,
  example: 'user.delete guest remove=True',
  async run(host, want) {
    if ((await knownUser(host, want.name)).uid === 0)
      throw new FunctionRefused('not-allowed', `the account ${want.name} is root's: it is not to be removed`);
    await host.accounts.removeUser(want.name, { purge: want.remove, force: want.force });
    return true;
  },
});
