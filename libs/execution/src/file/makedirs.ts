import { posix } from 'node:path';
import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { ownershipOf } from './owner.js';

export class FileMakedirsArgs {
  @Arg({ doc: 'Absolute path of something; one with a slash at its end is made itself.', type: 'string' })
  path!: string;

  @Arg({ doc: 'Account that owns what is made, by name or number.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Group that it belongs to, by name or number.', type: 'string', optional: true })
  group?: string;

  @Arg({ doc: "Permission bits of it, such as '0755'.", type: 'mode', optional: true })
  mode?: number;
}

export const makedirs = defineFunction({
  name: 'file.makedirs',
  doc: 'Make the directories above a path.',
  args: FileMakedirsArgs,
  example: 'file.makedirs /srv/app/data/app.db',
  async run(host, want) {
    const path = absolutePath(want.path);
    const directory = want.path.endsWith('/') ? path : posix.dirname(path);
    if ((await host.files.statTarget(directory))?.kind === 'directory')
      return `Directory '${directory}' already exists`;
    await host.files.makeDirectory(directory, await ownershipOf(host, want), { parents: true });
    return null;
  },
});
