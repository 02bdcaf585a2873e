import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class FileUserToUidArgs {
  @Arg({ doc: 'Name of a user.', type: 'string' })
  user!: string;
}

export const userToUid = defineFunction({
  name: 'file.user_to_uid',
  doc: 'The id of a user; an empty text where there is none of that name.',
  args: FileUserToUidArgs,
  example: 'file.user_to_uid root',
  looks: true,
  run: async (host, want) =>
    /^\d+$/.test(want.user) ? Number(want.user) : ((await host.accounts.user(want.user))?.uid ?? ''),
});
