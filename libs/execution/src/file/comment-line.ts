import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changeComments, CommentArgs } from './comment.args.js';

export class FileCommentLineArgs extends CommentArgs {
  @Arg({ doc: 'Comment the lines out; False takes the comment character from them.', type: 'boolean', default: true })
  cmnt!: boolean;

  @Arg({
    doc: 'Extension of a copy of the old content, or minion for one in the cache; False keeps none.',
    type: 'any',
    default: '.bak',
  })
  backup!: string | boolean;
}

export const commentLine = defineFunction({
  name: 'file.comment_line',
  doc: 'Comment lines of a file out or in, and answer the difference; false where there is none.',
  args: FileCommentLineArgs,
  example: 'file.comment_line /etc/fstab ^/swapfile cmnt=False',
  run: (host, want, context) => changeComments(host, want, context, want.cmnt ? 'commented' : 'plain'),
});
