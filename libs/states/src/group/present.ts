import { Arg, NotSupported } from '@fleet/arguments';
import type { Host } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { impossible, step } from '../step.js';

@NotSupported({
  local: 'accounts are always those of the machine itself; leave it out.',
  non_unique: 'two groups with one number are one group; give each its own.',
})
export class GroupPresentArgs {
  @Arg({ doc: 'Name of the group.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Its number; the system picks one where it is not given.', type: 'int', optional: true })
  gid?: number;

  @Arg({ doc: 'Make it a system group (a low number).', type: 'boolean', default: false })
  system!: boolean;

  @Arg({ doc: 'Accounts that must be in it.', type: 'string or list', optional: true })
  addusers?: string[];

  @Arg({ doc: 'Accounts that must not be in it.', type: 'string or list', optional: true })
  delusers?: string[];

  @Arg({ doc: 'The accounts that are in it, and no others.', type: 'string or list', optional: true })
  members?: string[];
}

export const present = defineState({
  name: 'group.present',
  doc: 'Keep a group, with its number and members where they are given.',
  args: GroupPresentArgs,
  example: 'deploy:\n  group.present:\n    - gid: 2000\n',
  async plan(host, want, context) {
    if (!/^[a-z_][a-z0-9_.-]*\$?$/i.test(want.name))
      return impossible(`${want.name} is not a name that a group can have`);
    if (want.members && (want.addusers || want.delusers))
      return impossible('`members` says all; it cannot stand beside `addusers` and `delusers`');
    const group = await host.accounts.group(want.name);
    const now = group?.members ?? [];
    const joining = (want.members ?? want.addusers ?? []).filter((account) => !now.includes(account));
    const leaving = want.members
      ? now.filter((account) => !want.members?.includes(account))
      : (want.delusers ?? []).filter((account) => now.includes(account));
    const missing: string[] = [];
    for (const account of joining) if (!(await host.accounts.user(account))) missing.push(account);
    if (missing.length > 0 && !context.test)
      return impossible(`the group ${want.name} wants accounts that do not exist: ${missing.join(', ')}`);

    const steps: Step[] = [];
    const gid = want.gid === undefined ? {} : { gid: want.gid };
    if (!group) {
      steps.push(
        step(`add the group ${want.name}`, { [want.name]: 'new', ...gid }, (machine) =>
          machine.accounts.addGroup(want.name, { ...gid, ...(want.system ? { system: true } : {}) }),
        ),
      );
    } else if (want.gid !== undefined && want.gid !== group.gid) {
      const wanted = want.gid;
      steps.push(
        step(`set the number of the group ${want.name}`, { gid: { old: group.gid, new: wanted } }, (machine) =>
          machine.accounts.changeGroup(want.name, { gid: wanted }),
        ),
      );
    }
    for (const account of joining)
      steps.push(
        step(`add ${account} to the group ${want.name}`, { added: [account] }, (machine) =>
          setMembership(machine, account, want.name, true),
        ),
      );
    for (const account of leaving)
      steps.push(
        step(`take ${account} out of the group ${want.name}`, { removed: [account] }, (machine) =>
          setMembership(machine, account, want.name, false),
        ),
      );
    return {
      steps,
      already: `the group ${want.name} is in the correct state`,
      warnings: missing.map((account) => `the account ${account} does not exist yet`),
    };
  },
});

async function setMembership(host: Host, account: string, group: string, member: boolean): Promise<void> {
  const now = (await host.accounts.user(account))?.groups ?? [];
  const groups = now.filter((name) => name !== group);
  await host.accounts.changeUser(account, { groups: member ? [...groups, group].sort() : groups });
}
