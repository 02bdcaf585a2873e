import type { User } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';

/** What the comment field of an account holds, parted by commas. */
export const gecosFields = ['fullname', 'roomnumber', 'workphone', 'homephone', 'other'] as const;
export type GecosField = (typeof gecosFields)[number];
export type Gecos = Readonly<Record<GecosField, string>>;

export function gecosOf(user: User): Gecos {
  const [fullname = '', roomnumber = '', workphone = '', homephone = '', ...other] = (
    user.comment ?? user.fullname
  ).split(',');
  return { fullname, roomnumber, workphone, homephone, other: other.join(',') };
}

/** Without the commas at the end that only part nothing from nothing. */
export function writeGecos(gecos: Gecos): string {
  return gecosFields
    .map((field) => gecos[field])
    .join(',')
    .replace(/,+$/, '');
}

/** @throws FunctionRefused where a text would be read back as several fields, or as another account */
export function demandGecos(gecos: Partial<Gecos>): void {
  for (const [field, text] of Object.entries(gecos))
    if (/[:\n\r\0]/.test(text) || (field !== 'other' && text.includes(',')))
      throw new FunctionRefused(
        'bad-arguments',
        `\`${field}\` must not hold colons or line breaks${field === 'other' ? '' : ', nor commas, which part the fields'}`,
      );
}
