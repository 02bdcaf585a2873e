import { defineFunction } from '../definition.js';
import { GroupArgs } from './group.args.js';
import { queryGroup } from './group.js';

export const showCurrent = defineFunction({
  name: 'alternatives.show_current',
  doc: 'The program that a name stands for; false where there are no alternatives for it.',
  args: GroupArgs,
  example: 'alternatives.show_current editor',
  looks: true,
  run: async (host, want) => (await queryGroup(host, want.name))?.current ?? false,
});
