import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { editFile } from './edit-file.js';
import { LinesArgs, linesOf } from './lines-of.js';

export const append = defineFunction({
  name: 'file.append',
  doc: 'Add lines at the end of a file, whether or not it has them; a file that does not exist is made.',
  args: LinesArgs,
  example: "file.append /etc/motd 'one more line'",
  async run(host, want, context) {
    const lines = linesOf(want);
    await editFile(host, context, {
      path: absolutePath(want.path),
      absent: 'empty',
      edit: (text) => ({ text: `${text === '' || text.endsWith('\n') ? text : `${text}\n`}${lines.join('\n')}\n` }),
    });
    return `Wrote ${lines.length} lines to "${want.path}"`;
  },
});
