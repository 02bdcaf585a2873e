import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';

export class FileMkdirArgs {
  @Arg({ doc: 'Absolute path of the directory.', type: 'string' })
  dir_path!: string;

  @Arg({ doc: 'Account that owns what is made, by name or number.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Group that it belongs to, by name or number.', type: 'string', optional: true })
  group?: string;

  @Arg({ doc: "Permission bits of it, such as '0755'.", type: 'mode', optional: true })
  mode?: number;
}

export const mkdir = defineFunction({
  name: 'file.mkdir',
  doc: 'Make a directory and those above it; true where it is there already, which is then left as it is.',
  args: FileMkdirArgs,
  example: 'file.mkdir /srv/app/data user=app group=app mode=0750',
  async run(host, want) {
    await host.files.makeDirectory(absolutePath(want.dir_path), await ownershipOf(host, want), { parents: true });
    return true;
  },
});
