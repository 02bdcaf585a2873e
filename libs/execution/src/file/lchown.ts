import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { FileChownArgs } from './chown.js';
import { ownershipOf } from './owner.js';

export const lchown = defineFunction({
  name: 'file.lchown',
  doc: 'Give an entry to an account and a group; a symlink itself, not what it leads to.',
  args: FileChownArgs,
  example: 'file.lchown /srv/app/current app app',
  async run(host, want) {
    await host.files.setOwnership(absolutePath(want.path), await ownershipOf(host, want), { follow: false });
    return null;
  },
});
