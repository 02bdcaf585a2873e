import { defineFunction } from '../definition.js';
import { changeComments, CommentBackupArgs } from './comment.args.js';

export const uncomment = defineFunction({
  name: 'file.uncomment',
  doc: 'Take the comment character from lines of a file, and answer the difference; false where there is none.',
  args: CommentBackupArgs,
  example: "file.uncomment /etc/locale.gen 'de_DE.UTF-8 UTF-8'",
  run: (host, want, context) => changeComments(host, want, context, 'plain'),
});
