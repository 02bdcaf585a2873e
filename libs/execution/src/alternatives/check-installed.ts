import { defineFunction } from '../definition.js';
import { MemberArgs } from './group.args.js';
import { queryGroup } from './group.js';

export const checkInstalled = defineFunction({
  name: 'alternatives.check_installed',
  doc: 'Whether a program is what a name stands for.',
  args: MemberArgs,
  example: 'alternatives.check_installed editor /usr/bin/vim.tiny',
  looks: true,
  run: async (host, want) => (await queryGroup(host, want.name))?.current === want.path,
});
