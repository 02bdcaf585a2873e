import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { editFile } from './edit-file.js';
import { LinesArgs, linesOf } from './lines-of.js';

export const prepend = defineFunction({
  name: 'file.prepend',
  doc: 'Add lines at the beginning of a file, whether or not it has them; a file that does not exist is made.',
  args: LinesArgs,
  example: "file.prepend /etc/motd 'a line before all'",
  async run(host, want, context) {
    const lines = linesOf(want);
    await editFile(host, context, {
      path: absolutePath(want.path),
      absent: 'empty',
      edit: (text) => ({ text: `${lines.join('\n')}\n${text}` }),
    });
    return `Prepended ${lines.length} lines to "${want.path}"`;
  },
});
