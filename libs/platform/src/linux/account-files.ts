import type { Group, PasswordRecord, User } from '../host.js';

export interface PasswdEntry extends Omit<User, 'groups'> {}

/** The lines of `/etc/passwd`, or of `getent passwd`. */
export function parsePasswd(text: string): PasswdEntry[] {
  return fieldsOf(text, 7).map(([name = '', , uid, gid, gecos = '', home = '', shell = '']) => ({
    name,
    uid: Number(uid),
    gid: Number(gid),
    ...commentFields(gecos),
    home,
    shell,
  }));
}

/** Of a comment field: room, telephone numbers and the rest follow the full name after commas. */
export function commentFields(comment: string): Pick<User, 'fullname' | 'comment'> {
  const fullname = comment.split(',')[0] ?? '';
  return comment === fullname ? { fullname } : { fullname, comment };
}

/** The comment field with another full name. */
export function commentOf(fullname: string, before: string | undefined): string {
  return [fullname, ...(before ?? '').split(',').slice(1)].join(',');
}

/** The lines of `/etc/group`, or of `getent group`. */
export function parseGroup(text: string): Group[] {
  return fieldsOf(text, 4).map(([name = '', , gid, members = '']) => ({
    name,
    gid: Number(gid),
    members: members.split(',').filter((member) => member !== ''),
  }));
}

/** The lines of `/etc/shadow`, by account. */
export function parseShadow(text: string): Map<string, PasswordRecord> {
  const records = new Map<string, PasswordRecord>();
  for (const line of text.split('\n')) {
    const [name = '', hash = '', ...days] = line.split(':');
    if (name === '' || days.length < 6) continue;
    const names = ['changed', 'minimum', 'maximum', 'warning', 'inactive', 'expires'] as const;
    const known = names.flatMap((field, index) =>
      /^-?\d+$/.test(days[index] ?? '') ? [[field, Number(days[index])]] : [],
    );
    records.set(name, { hash, ...(Object.fromEntries(known) as Omit<PasswordRecord, 'hash'>) });
  }
  return records;
}

export function withGroups(entry: PasswdEntry, groups: readonly Group[]): User {
  const names = groups
    .filter((group) => group.gid !== entry.gid && group.members.includes(entry.name))
    .map((group) => group.name);
  return { ...entry, groups: names.sort() };
}

function fieldsOf(text: string, count: number): string[][] {
  return text
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.split(':'))
    .filter((fields) => fields.length >= count && /^\d+$/.test(fields[2] ?? ''));
}
