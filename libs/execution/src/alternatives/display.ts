import { defineFunction } from '../definition.js';
import { askTool } from '../tool.js';
import { GroupArgs } from './group.args.js';
import { checkedName } from './group.js';

export const display = defineFunction({
  name: 'alternatives.display',
  doc: 'What update-alternatives tells of a name: the link, what it stands for, and the alternatives with their priorities.',
  args: GroupArgs,
  example: 'alternatives.display editor',
  looks: true,
  out: 'txt',
  run: (host, want) => askTool(host, ['update-alternatives', '--display', checkedName(want.name)]),
});
