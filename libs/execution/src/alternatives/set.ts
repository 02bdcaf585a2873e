import { defineFunction } from '../definition.js';
import { MemberArgs } from './group.args.js';
import { change, checkedName, checkedPath } from './group.js';

export const set = defineFunction({
  name: 'alternatives.set',
  doc: 'Choose the program that a name stands for, whatever the priorities; answers what update-alternatives says.',
  args: MemberArgs,
  example: 'alternatives.set editor /usr/bin/vim.tiny',
  out: 'txt',
  run: (host, want) => change(host, '--set', checkedName(want.name), checkedPath(want.path)),
});
