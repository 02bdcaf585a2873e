import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { backupWish, joinLines, planEdit, splitLines } from './edit.js';
import { compilePattern } from './pattern.js';

export class CommentArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Regular expression of the lines, without the comment character.', type: 'string' })
  regex!: string;

  @Arg({ doc: 'What makes a line a comment.', type: 'string', default: '#' })
  char!: string;

  @Arg({ doc: 'Extension of a copy of the old content; False keeps none.', type: 'any', default: '.bak' })
  backup!: string | boolean;
}

/** Comments lines, or their comments away. A regular expression that matches neither form is an error: it is probably misspelt. */
export async function planComments(
  host: HostView,
  want: CommentArgs,
  context: StateContext,
  to: 'commented' | 'plain',
  missingIsFine = false,
): Promise<Plan> {
  const anchored = want.regex.startsWith('^') ? want.regex.slice(1) : `.*${want.regex}`;
  const plain = compilePattern(`^(\\s*)(${anchored}.*)$`, []);
  if (typeof plain === 'string') return { impossible: plain };
  const backup = backupWish(want.backup === true ? '.bak' : want.backup === false ? undefined : want.backup);
  const options = {
    path: want.name,
    absent: 'error' as const,
    backup,
    already: `the lines are ${to} already`,
    done: to === 'commented' ? 'Commented lines successfully' : 'Uncommented lines successfully',
  };
  return planEdit(host, options, context, (text) => {
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
    if (!seen)
      return missingIsFine
        ? { text, already: 'no line matches, and that is fine' }
        : { problem: `no line of ${want.name} matches ${want.regex}` };
    return { text: joinLines(edited, ended) };
  });
}

/** The line as it would be without its comment character, or `undefined` for a line that is no comment. */
function withoutComment(row: string, char: string): string | undefined {
  const indent = /^\s*/.exec(row)?.[0] ?? '';
  const rest = row.slice(indent.length);
  return rest.startsWith(char) ? `${indent}${rest.slice(char.length).replace(/^[ \t]/, '')}` : undefined;
}
