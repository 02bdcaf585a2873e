import { gecosFields, gecosOf } from '@fleet/edits';
import type { Group, HostView, User } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';

/** A user the way Salt shows one; the comment's commas part name, room and telephones. */
export async function userRecord(host: HostView, user: User): Promise<ValueMap> {
  const gecos = gecosOf(user);
  return new Map<Value, Value>([
    ['gid', user.gid],
    ['groups', await groupsOf(host, user)],
    ['home', user.home],
    ['name', user.name],
    ['passwd', 'x'],
    ['shell', user.shell],
    ['uid', user.uid],
    ...gecosFields.map((field): [Value, Value] => [field, gecos[field]]),
  ]);
}

/** All groups by name, the primary one among them, sorted. */
export async function groupsOf(host: HostView, user: User): Promise<string[]> {
  const primary = await host.accounts.groupById(user.gid);
  return [...new Set([...user.groups, ...(primary ? [primary.name] : [])])].sort();
}

export function groupRecord(group: Group): ValueMap {
  return new Map<Value, Value>([
    ['name', group.name],
    ['passwd', 'x'],
    ['gid', group.gid],
    ['members', [...group.members]],
  ]);
}
