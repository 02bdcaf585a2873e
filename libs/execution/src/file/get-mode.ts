import { defineFunction } from '../definition.js';
import { FollowArgs, statsOf } from './follow.args.js';

export const getMode = defineFunction({
  name: 'file.get_mode',
  doc: "Permission bits of an entry, as in '0644'.",
  args: FollowArgs,
  example: 'file.get_mode /etc/passwd',
  looks: true,
  run: async (host, want) => (await statsOf(host, want)).mode.toString(8).padStart(4, '0'),
});
