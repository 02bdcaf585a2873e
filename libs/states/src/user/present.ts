import { gecosFields, gecosOf, gecosProblem, writeGecos, type Gecos } from '@fleet/edits';
import type { Group, HostView, User, UserWish } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { passwordStep } from './parts/password.js';
import { UserPresentArgs } from './present.args.js';

export const present = defineState({
  name: 'user.present',
  doc: 'Keep an account, with the properties that are given; groups that are not listed are kept unless remove_groups is set.',
  args: UserPresentArgs,
  example: `deploy:
  user.present:
    - home: /home/deploy
    - shell: /bin/bash
    - groups: [adm]
`,
  async plan(host, given, context) {
    if (given.gid_from_name && given.gid !== undefined)
      return impossible('`gid` names the primary group; it cannot stand beside `gid_from_name`');
    if (given.password !== undefined && given.empty_password)
      return impossible('`password` cannot stand beside `empty_password`');
    const want = given.gid_from_name ? { ...given, gid: given.name } : given;
    if (!/^[a-z_][a-z0-9_.-]*\$?$/i.test(want.name))
      return impossible(`${want.name} is not a name that an account can have`);
    const comment = commentOf(want);
    const problem = gecosProblem(comment);
    if (problem !== undefined) return impossible(problem);
    const primary = want.gid === undefined ? undefined : await groupOf(host, want.gid);
    const missing = want.gid !== undefined && !primary ? [want.gid] : [];
    const groups = [...(want.groups ?? [])];
    for (const name of want.groups ?? []) if (!(await host.accounts.group(name))) missing.push(name);
    for (const name of want.optional_groups ?? []) if (await host.accounts.group(name)) groups.push(name);
    // In a dry run an earlier state may be what makes the groups.
    if (missing.length > 0 && !context.test)
      return impossible(`the account ${want.name} wants groups that do not exist: ${missing.join(', ')}`);
    const warnings = missing.map((name) => `the group ${name} does not exist yet`);

    const user = await host.accounts.user(want.name);
    if (!user) {
      const wish = await newAccount(host, want, groups, writeGecos(comment));
      const changes = { [want.name]: 'new', ...shown(wish), ...comment };
      return {
        steps: [
          step(`add the account ${want.name}`, changes, (machine) => machine.accounts.addUser(want.name, wish)),
          ...passwordStep(want, undefined),
        ],
        already: '',
        done: `the account ${want.name} is added`,
        warnings,
      };
    }
    const now = gecosOf(user);
    const changed = Object.fromEntries(
      Object.entries(comment).filter(([field, text]) => now[field as keyof Gecos] !== text),
    );
    const wish: UserWish = {
      ...differences(user, want, primary, groups, primary ?? (await host.accounts.groupById(user.gid))),
      ...(Object.keys(changed).length > 0 && { comment: writeGecos({ ...now, ...changed }) }),
    };
    if (wish.uid !== undefined && !want.allow_uid_change)
      return impossible(
        `the account ${want.name} has the number ${user.uid}, not ${wish.uid} (\`allow_uid_change: True\` would change it)`,
      );
    if (wish.gid !== undefined && !want.allow_gid_change)
      return impossible(
        `the account ${want.name} has another primary group (\`allow_gid_change: True\` would change it)`,
      );
    const steps: Step[] = passwordStep(want, await host.accounts.password(want.name));
    if (Object.keys(wish).length > 0) {
      const changes = { ...shown(wish), ...changed };
      const summary = `set ${Object.keys(changes).join(', ')} of the account ${want.name}`;
      steps.unshift(step(summary, changes, (machine) => machine.accounts.changeUser(want.name, wish)));
    }
    if (steps.length === 0) return already(`the account ${want.name} is in the correct state`);
    return {
      steps,
      already: '',
      done: `the account ${want.name} is updated`,
      warnings,
    };
  },
});

/** What is wanted of the comment field. */
function commentOf(want: UserPresentArgs): Partial<Gecos> {
  return Object.fromEntries(gecosFields.flatMap((field) => (want[field] === undefined ? [] : [[field, want[field]]])));
}

async function newAccount(
  host: HostView,
  want: UserPresentArgs,
  groups: readonly string[],
  comment: string,
): Promise<UserWish> {
  // A group of the same name may be there already; the account joins it instead of failing to make it.
  const gid = want.gid ?? ((await host.accounts.group(want.name)) ? want.name : undefined);
  return {
    createHome: want.createhome,
    ...(want.system ? { system: true } : {}),
    ...(want.uid === undefined ? {} : { uid: want.uid }),
    ...(gid === undefined ? {} : { gid: numeric(gid) }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(want.home === undefined ? {} : { home: want.home }),
    ...(comment === '' ? {} : { comment }),
    ...(want.shell === undefined ? {} : { shell: want.shell }),
  };
}

function differences(
  user: User,
  want: UserPresentArgs,
  primary: Group | undefined,
  groups: readonly string[],
  /** Its primary group when this is done: nobody is listed as a member of that. */
  own: Group | undefined,
): UserWish {
  const listed = new Set(groups.filter((name) => name !== own?.name));
  const wanted = want.remove_groups && want.groups !== undefined ? listed : new Set([...user.groups, ...listed]);
  const sameGroups = wanted.size === user.groups.length && user.groups.every((name) => wanted.has(name));
  return {
    ...(want.uid !== undefined && want.uid !== user.uid ? { uid: want.uid } : {}),
    ...(want.gid !== undefined && primary?.gid !== user.gid ? { gid: numeric(want.gid) } : {}),
    ...(want.home !== undefined && want.home !== user.home ? { home: want.home } : {}),
    ...(want.shell !== undefined && want.shell !== user.shell ? { shell: want.shell } : {}),
    ...(sameGroups ? {} : { groups: [...wanted].sort() }),
  };
}

async function groupOf(host: HostView, nameOrNumber: string): Promise<Group | undefined> {
  return (
    (await host.accounts.group(nameOrNumber)) ??
    (/^[0-9]+$/.test(nameOrNumber) ? host.accounts.groupById(Number(nameOrNumber)) : undefined)
  );
}

function numeric(gid: string): string | number {
  return /^[0-9]+$/.test(gid) ? Number(gid) : gid;
}

function shown(wish: UserWish): Record<string, unknown> {
  const { createHome: _home, system: _system, comment: _comment, ...rest } = wish;
  return rest;
}
