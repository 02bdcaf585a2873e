import type { User } from '@fleet/platform';

/** What the comment field of an account (GECOS) holds, parted by commas. */
export const gecosFields = ['fullname', 'roomnumber', 'workphone', 'homephone', 'other'] as const;
export type GecosField = (typeof gecosFields)[number];
export type Gecos = Readonly<Record<GecosField, string>>;

export function gecosOf(user: Pick<User, 'fullname' | 'comment'>): Gecos {
  const [fullname = '', roomnumber = '', workphone = '', homephone = '', ...other] = (
    user.comment ?? user.fullname
  ).split(',');
  return { fullname, roomnumber, workphone, homephone, other: other.join(',') };
}

/** Without the commas at the end that only part nothing from nothing. */
export function writeGecos(gecos: Partial<Gecos>): string {
  return gecosFields
    .map((field) => gecos[field] ?? '')
    .join(',')
    .replace(/,+$/, '');
}

/** A sentence where a text would be read back as several fields, or as another account. */
export function gecosProblem(gecos: Partial<Gecos>): string | undefined {
  for (const [field, text] of Object.entries(gecos))
    if (/[:\n\r\0]/.test(text) || (field !== 'other' && text.includes(',')))
      return `\`${field}\` must not hold colons or line breaks${field === 'other' ? '' : ', nor commas, which part the fields'}`;
  return undefined;
}
