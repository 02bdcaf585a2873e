import { defineState } from '../definition.js';
import { CommentArgs, planComments } from './parts/comment-lines.js';

export class FileUncommentArgs extends CommentArgs {}

export const uncomment = defineState({
  name: 'file.uncomment',
  doc: 'Keep lines of a file from being commented out.',
  args: FileUncommentArgs,
  example: `/etc/locale.gen:
  file.uncomment:
    - regex: en_US.UTF-8 UTF-8
`,
  plan: (host, want, context) => planComments(host, want, context, 'plain'),
});
