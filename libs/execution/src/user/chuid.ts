import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { knownUser } from './known-user.js';

export class UserChuidArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The number.', type: 'int' })
  uid!: number;
}

export const chuid = defineFunction({
  name: 'user.chuid',
  doc: 'Change the number of an account; files outside of its home keep the old one.',
  args: UserChuidArgs,
  example: 'user.chuid deploy 4376',
  async run(host, want) {
    const user = await knownUser(host, want.name);
    if (user.uid !== want.uid) await host.accounts.changeUser(want.name, { uid: want.uid });
    return true;
  },
});
