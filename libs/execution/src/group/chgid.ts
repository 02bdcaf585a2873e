import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { knownGroup } from './known-group.js';

@NotSupported({
  root: 'accounts are always those of the machine itself; leave it out.',
  non_unique: 'two groups with one number are one group; give each its own.',
})
export class GroupChgidArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The number.', type: 'int' })
  gid!: number;
}

export const chgid = defineFunction({
  name: 'group.chgid',
  doc: 'Change the number of a group; files that belong to it keep the old one.',
  args: GroupChgidArgs,
  example: 'group.chgid deploy 4376',
  async run(host, { name, gid }) {
    if ((await knownGroup(host, name)).gid !== gid) await host.accounts.changeGroup(name, { gid });
    return true;
  },
});
