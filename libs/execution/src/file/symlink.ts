import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { absolutePath } from './absolute-path.js';

export class FileSymlinkArgs {
  @Arg({ doc: 'What it points to; need not exist.', type: 'string' })
  src!: string;

  @Arg({ doc: 'Absolute path of the symlink.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Replace a file or another symlink that stands in its place.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({
    doc: 'Accepted for scripts that set it; a link is always replaced in one step.',
    type: 'boolean',
    optional: true,
  })
  atomic?: boolean;
}

export const symlink = defineFunction({
  name: 'file.symlink',
  doc: 'Make a symlink; one that points there already is left alone.',
  args: FileSymlinkArgs,
  example: 'file.symlink /opt/app/1.2.3 /opt/app/current force=True',
  async run(host, want) {
    const path = absolutePath(want.path);
    const stats = await host.files.stat(path);
    if (stats?.target === want.src) return true;
    if (stats?.kind === 'directory')
      throw new FunctionRefused('failed', `${path} is a directory; remove it first with file.remove`);
    if (stats && !want.force)
      throw new FunctionRefused('failed', `${path} is a ${stats.kind} already; force=True replaces it`);
    await host.files.symlink(path, want.src);
    return true;
  },
});
