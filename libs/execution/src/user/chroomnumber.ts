import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeGecos } from './change-gecos.js';

export class UserChroomnumberArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The room.', type: 'string' })
  roomnumber!: string;
}

export const chroomnumber = defineFunction({
  name: 'user.chroomnumber',
  doc: 'Change the room number of an account; the rest of its comment stays.',
  args: UserChroomnumberArgs,
  example: 'user.chroomnumber deploy 123',
  async run(host, want) {
    await changeGecos(host, want.name, 'roomnumber', want.roomnumber);
    return true;
  },
});
