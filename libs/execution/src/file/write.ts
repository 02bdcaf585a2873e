import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { LinesArgs, linesOf } from './lines-of.js';

export const write = defineFunction({
  name: 'file.write',
  doc: 'Write lines to a file in one step, in place of what it held; owner and mode of a file that exists stay.',
  args: LinesArgs,
  example: "file.write /etc/motd 'first line' 'second line'",
  async run(host, want) {
    const lines = linesOf(want);
    await host.files.write(absolutePath(want.path), `${lines.join('\n')}\n`);
    return `Wrote ${lines.length} lines to "${want.path}"`;
  },
});
