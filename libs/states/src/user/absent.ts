import { Arg, NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';

@NotSupported({ local: 'accounts are always those of the machine itself; leave it out.' })
export class UserAbsentArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Remove its home directory and mail too.', type: 'boolean', default: false })
  purge!: boolean;

  @Arg({ doc: 'Remove it even while somebody is logged in with it.', type: 'boolean', default: false })
  force!: boolean;
}

export const absent = defineState({
  name: 'user.absent',
  doc: 'Keep an account from existing; its files stay, and keep its number, unless purge is set.',
  destroys: 'The account, and with `purge` its home and mail.',
  args: UserAbsentArgs,
  example: 'guest:\n  user.absent:\n    - purge: True\n',
  async plan(host, want) {
    const user = await host.accounts.user(want.name);
    if (!user) return already(`there is no account ${want.name}`);
    if (user.uid === 0) return impossible(`the account ${want.name} is root's: it is not to be removed`);
    const group = await host.accounts.groupById(user.gid);
    // userdel takes the group of the same name with it where nobody else is in it.
    const goes = group?.name === want.name && group.members.every((member) => member === want.name);
    return {
      steps: [
        step(
          `remove the account ${want.name}${want.purge ? ` and ${user.home}` : ''}`,
          { [want.name]: 'removed', ...(goes ? { [`${want.name} group`]: 'removed' } : {}) },
          (machine) => machine.accounts.removeUser(want.name, { purge: want.purge, force: want.force }),
          { destructive: true },
        ),
      ],
      already: '',
      done: `the account ${want.name} is removed`,
    };
  },
});
