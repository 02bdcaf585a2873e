import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { CommentArgs, planComments } from './parts/comment-lines.js';

export class FileCommentArgs extends CommentArgs {
  @Arg({ doc: 'A regular expression that matches no line is fine.', type: 'boolean', default: false })
  ignore_missing!: boolean;
}

export const comment = defineState({
  name: 'file.comment',
  doc: 'Keep lines of a file commented out.',
  args: FileCommentArgs,
  example: `/etc/fstab:
  file.comment:
    - regex: ^/swapfile
`,
  plan: (host, want, context) => planComments(host, want, context, 'commented', want.ignore_missing),
});
