import { defineFunction } from '../definition.js';
import { GroupArgs } from './group.args.js';
import { change, checkedName } from './group.js';

export const auto = defineFunction({
  name: 'alternatives.auto',
  doc: 'Let the highest priority decide which program a name stands for; answers what update-alternatives says.',
  args: GroupArgs,
  example: 'alternatives.auto editor',
  out: 'txt',
  run: (host, want) => change(host, '--auto', checkedName(want.name)),
});
