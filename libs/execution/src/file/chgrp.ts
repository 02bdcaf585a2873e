import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';
import { PathArgs } from './path.args.js';

export class FileChgrpArgs extends PathArgs {
  @Arg({ doc: 'Group that it shall belong to, by name or number.', type: 'string' })
  group!: string;
}

export const chgrp = defineFunction({
  name: 'file.chgrp',
  doc: 'Give an entry to a group; of a symlink, what it leads to.',
  args: FileChgrpArgs,
  example: 'file.chgrp /srv/app www-data',
  async run(host, want) {
    await host.files.setOwnership(absolutePath(want.path), await ownershipOf(host, want), { follow: true });
    return null;
  },
});
