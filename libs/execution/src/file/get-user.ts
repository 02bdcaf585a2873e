import { defineFunction } from '../definition.js';
import { FollowArgs, statsOf } from './follow.args.js';

export const getUser = defineFunction({
  name: 'file.get_user',
  doc: 'The name of the owner of an entry, or its id where it has no name.',
  args: FollowArgs,
  example: 'file.get_user /etc/passwd',
  looks: true,
  async run(host, want) {
    const { uid } = await statsOf(host, want);
    return (await host.accounts.userById(uid))?.name ?? uid;
  },
});
