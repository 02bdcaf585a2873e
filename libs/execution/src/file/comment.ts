import { defineFunction } from '../definition.js';
import { changeComments, CommentBackupArgs } from './comment.args.js';

export const comment = defineFunction({
  name: 'file.comment',
  doc: 'Comment lines of a file out, and answer the difference; false where there is none.',
  args: CommentBackupArgs,
  example: 'file.comment /etc/fstab ^/swapfile',
  run: (host, want, context) => changeComments(host, want, context, 'commented'),
});
