import { defineFunction } from '../definition.js';
import { AccountNameArgs } from '../user/name.args.js';
import { groupRecord } from '../user/records.js';

export const info = defineFunction({
  name: 'group.info',
  doc: 'What the machine knows of a group; empty where there is none of that name.',
  args: AccountNameArgs,
  example: 'group.info docker',
  looks: true,
  async run(host, want) {
    const group = await host.accounts.group(want.name);
    return group ? groupRecord(group) : new Map();
  },
});
