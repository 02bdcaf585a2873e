import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { knownGroup } from '../group/known-group.js';
import { knownUser } from './known-user.js';

export class UserChgidArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The group, by name or number; must exist.', type: 'string' })
  gid!: string;
}

export const chgid = defineFunction({
  name: 'user.chgid',
  doc: 'Change the primary group of an account.',
  args: UserChgidArgs,
  example: 'user.chgid deploy docker',
  async run(host, want) {
    const user = await knownUser(host, want.name);
    const gid = /^\d+$/.test(want.gid) ? Number(want.gid) : (await knownGroup(host, want.gid)).gid;
    if (user.gid !== gid) await host.accounts.changeUser(want.name, { gid });
    return true;
  },
});
