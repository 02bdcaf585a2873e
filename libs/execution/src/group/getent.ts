import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { groupRecord } from '../user/records.js';

export class GroupGetentArgs {
  @Arg({ doc: 'Look anew; fleet always does.', type: 'boolean', default: false })
  refresh!: boolean;
}

export const getent = defineFunction({
  name: 'group.getent',
  doc: 'What the machine knows of all its groups.',
  args: GroupGetentArgs,
  example: 'group.getent',
  looks: true,
  run: async (host) => (await host.accounts.listGroups()).map(groupRecord),
});
