import { defineFunction } from '../definition.js';
import { FollowArgs, statsOf } from './follow.args.js';

export const getGroup = defineFunction({
  name: 'file.get_group',
  doc: 'The name of the group of an entry, or its id where it has no name.',
  args: FollowArgs,
  example: 'file.get_group /etc/passwd',
  looks: true,
  async run(host, want) {
    const { gid } = await statsOf(host, want);
    return (await host.accounts.groupById(gid))?.name ?? gid;
  },
});
