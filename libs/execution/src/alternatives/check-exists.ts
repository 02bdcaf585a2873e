import { defineFunction } from '../definition.js';
import { MemberArgs } from './group.args.js';
import { queryGroup } from './group.js';

export const checkExists = defineFunction({
  name: 'alternatives.check_exists',
  doc: 'Whether a program is one of the alternatives for a name.',
  args: MemberArgs,
  example: 'alternatives.check_exists editor /usr/bin/vim.tiny',
  looks: true,
  run: async (host, want) => (await queryGroup(host, want.name))?.paths.includes(want.path) ?? false,
});
