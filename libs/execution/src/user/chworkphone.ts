import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeGecos } from './change-gecos.js';

export class UserChworkphoneArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The number, as it is dialled.', type: 'string' })
  workphone!: string;
}

export const chworkphone = defineFunction({
  name: 'user.chworkphone',
  doc: 'Change the telephone at work of an account; the rest of its comment stays.',
  args: UserChworkphoneArgs,
  example: 'user.chworkphone deploy 123',
  async run(host, want) {
    await changeGecos(host, want.name, 'workphone', want.workphone);
    return true;
  },
});
