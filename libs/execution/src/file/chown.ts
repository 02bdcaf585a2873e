import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';
import { PathArgs } from './path.args.js';

export class FileChownArgs extends PathArgs {
  @Arg({ doc: 'Account that shall own it, by name or number; an empty text leaves it.', type: 'string' })
  user!: string;

  @Arg({
    doc: 'Group that it shall belong to, by name or number; an empty text leaves it.',
    type: 'string',
    default: '',
  })
  group!: string;
}

export const chown = defineFunction({
  name: 'file.chown',
  doc: 'Give an entry to an account and a group; of a symlink, what it leads to.',
  args: FileChownArgs,
  example: 'file.chown /srv/app app app',
  async run(host, want) {
    await host.files.setOwnership(absolutePath(want.path), await ownershipOf(host, want), { follow: true });
    return null;
  },
});
