import { defineFunction } from '../definition.js';
import { MemberArgs } from './group.args.js';
import { change, checkedName, checkedPath } from './group.js';

export const remove = defineFunction({
  name: 'alternatives.remove',
  doc: 'Take a program out of the alternatives for a name; answers what update-alternatives says.',
  args: MemberArgs,
  example: 'alternatives.remove editor /usr/bin/vim.tiny',
  out: 'txt',
  run: (host, want) => change(host, '--remove', checkedName(want.name), checkedPath(want.path)),
});
