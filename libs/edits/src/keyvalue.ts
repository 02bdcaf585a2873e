import type { Edit } from './edit.js';
import { joinLines, splitLines } from './lines.js';

export interface KeyvalueWish {
  /** How the file is called in sentences. */
  readonly path: string;
  readonly separator: string;
  readonly append_if_not_found: boolean;
  readonly prepend_if_not_found: boolean;
  /** How many lines of one key to set; 0 is all. */
  readonly count: number;
  /** Characters that may stand before a key that is commented out. */
  readonly uncomment?: string;
  /** Characters that may follow a value and are not part of it. */
  readonly value_ends?: string;
  readonly key_ignore_case: boolean;
  readonly value_ignore_case: boolean;
}

/** Sets keys of KEY=VALUE lines. */
export function keyvalueEdit(want: KeyvalueWish, wanted: readonly (readonly [key: string, value: string])[]): Edit {
  return (text) => {
    const { lines, ended } = splitLines(text);
    const edited = [...lines];
    const missing: string[] = [];
    for (const [key, value] of wanted) {
      const at = edited.flatMap((row, index) => (keyOf(row, want) === fold(key, want.key_ignore_case) ? [index] : []));
      const chosen = want.count > 0 ? at.slice(0, want.count) : at;
      if (at.length === 0) missing.push(`${key}${want.separator}${value}`);
      for (const index of chosen) edited[index] = withValue(edited[index] as string, value, want);
    }
    if (missing.length > 0 && !want.append_if_not_found && !want.prepend_if_not_found) {
      return {
        problem: `${want.path} does not have ${missing.map((row) => row.split(want.separator)[0]).join(', ')} (\`append_if_not_found: True\` would add it)`,
      };
    }
    const changed = edited.filter((row, index) => row !== lines[index]).length + missing.length;
    if (missing.length === 0) return { text: joinLines(edited, ended), done: `Changed ${changed} lines` };
    return {
      text: joinLines(want.prepend_if_not_found ? [...missing, ...edited] : [...edited, ...missing]),
      done: `Changed ${changed} lines`,
    };
  };
}

function fold(key: string, ignoreCase: boolean): string {
  return ignoreCase ? key.toLowerCase() : key;
}

function keyOf(row: string, want: KeyvalueWish): string | undefined {
  const plain = uncommented(row, want);
  const at = plain.indexOf(want.separator);
  return at < 0 ? undefined : fold(plain.slice(0, at).trim(), want.key_ignore_case);
}

function uncommented(row: string, want: KeyvalueWish): string {
  if (want.uncomment === undefined) return row;
  let at = 0;
  while (at < row.length && want.uncomment.includes(row[at] as string)) at += 1;
  return row.slice(at).replace(/^ (?=\S)/, '');
}

/** The same line with another value; spaces around the separator stay. */
function withValue(row: string, value: string, want: KeyvalueWish): string {
  const plain = uncommented(row, want);
  const at = plain.indexOf(want.separator) + want.separator.length;
  const space = /^\s*/.exec(plain.slice(at))?.[0] ?? '';
  const rest = plain.slice(at + space.length);
  const ends =
    want.value_ends === undefined
      ? -1
      : [...rest].findIndex((character) => (want.value_ends as string).includes(character));
  const [old, tail] = ends < 0 ? [rest, ''] : [rest.slice(0, ends), rest.slice(ends)];
  if (fold(old.trim(), want.value_ignore_case) === fold(value, want.value_ignore_case)) return plain;
  return `${plain.slice(0, at)}${space}${value}${tail}`;
}
