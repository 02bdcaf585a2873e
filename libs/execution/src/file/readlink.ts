import { Arg } from '@fleet/arguments';
import { FunctionRefused, defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';
import { realPath } from './real-path.js';

export class FileReadlinkArgs extends PathArgs {
  @Arg({ doc: 'Follow every symlink in it to the end.', type: 'boolean', default: false })
  canonicalize!: boolean;
}

export const readlink = defineFunction({
  name: 'file.readlink',
  doc: 'Where a symlink leads.',
  args: FileReadlinkArgs,
  example: 'file.readlink /etc/localtime',
  looks: true,
  async run(host, want) {
    const target = (await host.files.stat(want.path))?.target;
    if (target === undefined) throw new FunctionRefused('failed', `${want.path} is no symlink`);
    return want.canonicalize ? realPath(host, want.path) : target;
  },
});
