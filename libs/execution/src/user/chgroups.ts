import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { knownGroup } from '../group/known-group.js';
import { groupNames } from './add.js';
import { knownUser } from './known-user.js';

export class UserChgroupsArgs {
  @Arg({ doc: 'Name of the account.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The groups, a list or joined by commas; they must exist.', type: 'string or list' })
  groups!: string[];

  @Arg({
    doc: 'Keep it in the groups that it is in; without, it leaves those that are not named.',
    type: 'boolean',
    default: false,
  })
  append!: boolean;
}

export const chgroups = defineFunction({
  name: 'user.chgroups',
  doc: 'Change the supplementary groups of an account.',
  args: UserChgroupsArgs,
  example: 'user.chgroups deploy docker,adm append=True',
  async run(host, want) {
    const user = await knownUser(host, want.name);
    const named = groupNames(want.groups);
    for (const name of named) await knownGroup(host, name);
    const groups = [...new Set([...(want.append ? user.groups : []), ...named])].sort();
    if (groups.join() !== user.groups.join()) await host.accounts.changeUser(want.name, { groups });
    return true;
  },
});
