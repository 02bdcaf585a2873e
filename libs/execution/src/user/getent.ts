import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { userRecord } from './records.js';

export class UserGetentArgs {
  @Arg({ doc: 'Look anew; fleet always does.', type: 'boolean', default: false })
  refresh!: boolean;
}

export const getent = defineFunction({
  name: 'user.getent',
  doc: 'What the machine knows of all its users.',
  args: UserGetentArgs,
  example: 'user.getent',
  looks: true,
  async run(host) {
    return Promise.all((await host.accounts.listUsers()).map((user) => userRecord(host, user)));
  },
});
