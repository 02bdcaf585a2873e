import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class FileUidToUserArgs {
  @Arg({ doc: 'Id of a user.', type: 'int' })
  uid!: number;
}

export const uidToUser = defineFunction({
  name: 'file.uid_to_user',
  doc: 'The name of a user; the id where there is none.',
  args: FileUidToUserArgs,
  example: 'file.uid_to_user 0',
  looks: true,
  run: async (host, want) => (await host.accounts.userById(want.uid))?.name ?? want.uid,
});
