import { Arg, NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible, step } from '../step.js';

@NotSupported({ local: 'accounts are always those of the machine itself; leave it out.' })
export class GroupAbsentArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;
}

export const absent = defineState({
  name: 'group.absent',
  doc: 'Keep a group from existing; files that belong to it keep its number.',
  destroys: 'The group, and who was in it.',
  args: GroupAbsentArgs,
  example: 'oldteam:\n  group.absent: []\n',
  async plan(host, want) {
    const group = await host.accounts.group(want.name);
    if (!group) return already(`there is no group ${want.name}`);
    if (group.gid === 0) return impossible('the group of root is not to be removed');
    return {
      steps: [
        step(
          `remove the group ${want.name}`,
          { [want.name]: '' },
          (machine) => machine.accounts.removeGroup(want.name),
          { destructive: true },
        ),
      ],
      already: '',
      done: `the group ${want.name} is removed`,
    };
  },
});
