import { Arg } from '@fleet/arguments';
import { backupWish, commentEdit } from '@fleet/edits';
import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { planEdit } from './edit.js';

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
  const options = {
    path: want.name,
    absent: 'error' as const,
    backup: backupWish(want.backup),
    already: `the lines are ${to} already`,
    done: to === 'commented' ? 'Commented lines successfully' : 'Uncommented lines successfully',
  };
  return planEdit(host, options, context, commentEdit({ ...want, path: want.name, missingIsFine }, to));
}
