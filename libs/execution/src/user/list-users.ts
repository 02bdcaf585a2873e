import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const listUsers = defineFunction({
  name: 'user.list_users',
  doc: 'The names of all users of the machine, sorted.',
  args: NoArgs,
  example: 'user.list_users',
  looks: true,
  run: async (host) => (await host.accounts.listUsers()).map((user) => user.name).sort(),
});
