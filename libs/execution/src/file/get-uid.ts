import { defineFunction } from '../definition.js';
import { FollowArgs, statsOf } from './follow.args.js';

export const getUid = defineFunction({
  name: 'file.get_uid',
  doc: 'The id of the owner of an entry.',
  args: FollowArgs,
  example: 'file.get_uid /etc/passwd',
  looks: true,
  run: async (host, want) => (await statsOf(host, want)).uid,
});
