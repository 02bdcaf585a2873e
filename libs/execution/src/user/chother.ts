import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeGecos } from './change-gecos.js';

export class UserChotherArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The text.', type: 'string' })
  other!: string;
}

export const chother = defineFunction({
  name: 'user.chother',
  doc: 'Change whatever else the comment tells of an account; the rest of its comment stays.',
  args: UserChotherArgs,
  example: 'user.chother deploy 123',
  async run(host, want) {
    await changeGecos(host, want.name, 'other', want.other);
    return true;
  },
});
