import { Arg } from '@fleet/arguments';
import { backupWish, commentEdit } from '@fleet/edits';
import type { Host } from '@fleet/platform';
import type { Value } from '@fleet/values';
import type { FunctionContext } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { editFile } from './edit-file.js';
import { PathArgs } from './path.args.js';

export class CommentArgs extends PathArgs {
  @Arg({ doc: 'Regular expression of the lines, without the comment character.', type: 'string' })
  regex!: string;

  @Arg({ doc: 'What makes a line a comment.', type: 'string', default: '#' })
  char!: string;
}

export class CommentBackupArgs extends CommentArgs {
  @Arg({
    doc: 'Extension of a copy of the old content, or minion for one in the cache; False keeps none.',
    type: 'any',
    default: '.bak',
  })
  backup!: string | boolean;
}

/** The difference; false where no line is changed. */
export async function changeComments(
  host: Host,
  want: CommentBackupArgs,
  context: FunctionContext,
  to: 'commented' | 'plain',
): Promise<Value> {
  const { changed, diff } = await editFile(host, context, {
    path: absolutePath(want.path),
    edit: commentEdit({ ...want, missingIsFine: true }, to),
    backup: backupWish(want.backup),
  });
  return changed && diff;
}
