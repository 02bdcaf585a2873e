import { defineFunction } from '../definition.js';
import { AccountNameArgs } from './name.args.js';
import { userRecord } from './records.js';

export const info = defineFunction({
  name: 'user.info',
  doc: 'What the machine knows of a user; empty where there is none of that name.',
  args: AccountNameArgs,
  example: 'user.info deploy',
  looks: true,
  async run(host, want) {
    const user = await host.accounts.user(want.name);
    return user ? userRecord(host, user) : new Map();
  },
});
