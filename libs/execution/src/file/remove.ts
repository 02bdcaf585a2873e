import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { PathArgs } from './path.args.js';

export class FileRemoveArgs extends PathArgs {
  @Arg({
    doc: 'Accepted for scripts that set it; what may be removed is removed either way.',
    type: 'boolean',
    optional: true,
  })
  force?: boolean;
}

export const remove = defineFunction({
  name: 'file.remove',
  doc: 'Remove a file, a symlink, or a directory with all that is in it; false where there is none. The root of the machine is refused.',
  args: FileRemoveArgs,
  example: 'file.remove /tmp/old.tar',
  async run(host, want) {
    const path = absolutePath(want.path);
    if (!(await host.files.stat(path))) return false;
    await host.files.remove(path);
    return true;
  },
});
