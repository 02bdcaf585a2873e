import { defineFunction } from '../definition.js';
import { GroupArgs } from './group.args.js';
import { queryGroup } from './group.js';

export const showLink = defineFunction({
  name: 'alternatives.show_link',
  doc: 'The link that everybody calls; false where there are no alternatives for the name.',
  args: GroupArgs,
  example: 'alternatives.show_link editor',
  looks: true,
  run: async (host, want) => (await queryGroup(host, want.name))?.link ?? false,
});
