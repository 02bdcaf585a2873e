import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';

@NotSupported({
  root: 'accounts are always those of the machine itself; leave it out.',
  local: 'accounts are always those of the machine itself; leave it out.',
  non_unique: 'two groups with one number are one group; give each its own.',
})
export class GroupAddArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its number; the system picks one where it is not given.', type: 'int', optional: true })
  gid?: number;

  @Arg({ doc: 'Make it a system group (a low number).', type: 'boolean', default: false })
  system!: boolean;
}

export const add = defineFunction({
  name: 'group.add',
  doc: 'Add a group to the machine.',
  args: GroupAddArgs,
  example: 'group.add deploy gid=2400',
  async run(host, { name, gid, system }) {
    if (await host.accounts.group(name)) throw new FunctionRefused('failed', `there is a group ${name} already`);
    await host.accounts.addGroup(name, { ...(gid === undefined ? {} : { gid }), ...(system ? { system } : {}) });
    return true;
  },
});
