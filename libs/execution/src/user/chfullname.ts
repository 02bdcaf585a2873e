import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeGecos } from './change-gecos.js';

export class UserChfullnameArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The name.', type: 'string' })
  fullname!: string;
}

export const chfullname = defineFunction({
  name: 'user.chfullname',
  doc: 'Change the full name of an account; the rest of its comment stays.',
  args: UserChfullnameArgs,
  example: 'user.chfullname deploy 123',
  async run(host, want) {
    await changeGecos(host, want.name, 'fullname', want.fullname);
    return true;
  },
});
