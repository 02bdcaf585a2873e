import { defineFunction } from '../definition.js';
import { FollowArgs, statsOf } from './follow.args.js';

export const getGid = defineFunction({
  name: 'file.get_gid',
  doc: 'The id of the group of an entry.',
  args: FollowArgs,
  example: 'file.get_gid /etc/passwd',
  looks: true,
  run: async (host, want) => (await statsOf(host, want)).gid,
});
