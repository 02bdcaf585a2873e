import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeGecos } from './change-gecos.js';

export class UserChhomephoneArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The number, as it is dialled.', type: 'string' })
  homephone!: string;
}

export const chhomephone = defineFunction({
  name: 'user.chhomephone',
  doc: 'Change the telephone at home of an account; the rest of its comment stays.',
  args: UserChhomephoneArgs,
  example: 'user.chhomephone deploy 123',
  async run(host, want) {
    await changeGecos(host, want.name, 'homephone', want.homephone);
    return true;
  },
});
