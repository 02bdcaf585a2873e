import type { Edit } from './edit.js';
import { joinLines, splitLines } from './lines.js';
import { compilePattern } from './pattern.js';

export interface CommentWish {
  /** How the file is called in sentences. */
  readonly path: string;
  /** Of the lines, without the comment character. */
  readonly regex: string;
  readonly char: string;
  /** A regular expression that matches neither form is fine; else it is a problem: it is probably misspelt. */
  readonly missingIsFine: boolean;
}

/** Comments lines, or their comments away; or a sentence why the expression is none. */
export function commentEdit(want: CommentWish, to: 'commented' | 'plain'): Edit | string {
  const anchored = want.regex.startsWith('^') ? want.regex.slice(1) : `.*${want.regex}`;
  const plain = compilePattern(`^(\\s*)(${anchored}.*)$`, []);
  if (typeof plain === 'string') return plain;
  return (text) => {
    const { lines, ended } = splitLines(text);
    let seen = false;
    const edited = lines.map((row) => {
      const uncommented = withoutComment(row, want.char);
      const matches = plain.test(uncommented ?? row);
      seen ||= matches;
      if (!matches) return row;
      if (to === 'plain') return uncommented ?? row;
      return uncommented === undefined ? row.replace(/^(\s*)/, `$1${want.char.replaceAll('$', '$$$$')}`) : row;
    });
    if (seen) return { text: joinLines(edited, ended) };
    return want.missingIsFine
      ? { text, already: 'no line matches, and that is fine' }
      : { problem: `no line of ${want.path} matches ${want.regex}` };
  };
}

/** The line as it would be without its comment character, or `undefined` for a line that is no comment. */
function withoutComment(row: string, char: string): string | undefined {
  const indent = /^\s*/.exec(row)?.[0] ?? '';
  const rest = row.slice(indent.length);
  return rest.startsWith(char) ? `${indent}${rest.slice(char.length).replace(/^[ \t]/, '')}` : undefined;
}
