import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';

export class FileLinkArgs {
  @Arg({ doc: 'Absolute path of the file.', type: 'string' })
  src!: string;

  @Arg({ doc: 'Absolute path of its second name, on the same file system.', type: 'string' })
  path!: string;
}

export const link = defineFunction({
  name: 'file.link',
  doc: 'Make a second name (hard link) for a file.',
  args: FileLinkArgs,
  example: 'file.link /srv/shared/robots.txt /srv/www/robots.txt',
  async run(host, want) {
    await host.files.link(absolutePath(want.path), absolutePath(want.src));
    return true;
  },
});
