import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { FileRenameArgs } from './rename.js';

export class FileMoveArgs extends FileRenameArgs {
  @Arg({
    doc: 'Refuse to move to another file system, where it would be copied and then removed.',
    type: 'boolean',
    default: false,
  })
  disallow_copy_and_unlink!: boolean;
}

export const move = defineFunction({
  name: 'file.move',
  doc: 'Move a file or directory, to another file system too; into a directory that exists it is moved under its own name.',
  args: FileMoveArgs,
  example: 'file.move /srv/old /mnt/archive/old',
  async run(host, want) {
    const [from, to] = [absolutePath(want.src), absolutePath(want.dst)];
    if (!(await host.files.stat(from))) throw new FunctionRefused('not-found', `there is no ${from}`);
    if (want.disallow_copy_and_unlink) {
      await host.files.rename(from, to);
    } else {
      const result = await host.commands.run(['mv', '--', from, to]);
      if (result.exitCode !== 0) throw new FunctionRefused('failed', result.stderr.trim());
    }
    return new Map<Value, Value>([
      ['result', true],
      ['comment', `'${from}' moved to '${to}'`],
    ]);
  },
});
