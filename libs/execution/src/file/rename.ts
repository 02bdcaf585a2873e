import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';

export class FileRenameArgs {
  @Arg({ doc: 'Absolute path that it has.', type: 'string' })
  src!: string;

  @Arg({ doc: 'Absolute path that it shall have, on the same file system; a file there is replaced.', type: 'string' })
  dst!: string;
}

export const rename = defineFunction({
  name: 'file.rename',
  doc: 'Give a file or directory another name, in one step.',
  args: FileRenameArgs,
  example: 'file.rename /etc/app.conf.new /etc/app.conf',
  async run(host, want) {
    await host.files.rename(absolutePath(want.src), absolutePath(want.dst));
    return true;
  },
});
