import { Arg } from '@fleet/arguments';
import { OwnerArgs } from './parts/owner.args.js';

export class FileSymlinkArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the symlink.', type: 'string' })
  name!: string;

  @Arg({ doc: 'What it points to; need not exist.', type: 'string' })
  target!: string;

  @Arg({
    doc: 'Replace a file, a directory or anything else that stands in its place.',
    type: 'boolean',
    default: false,
  })
  force!: boolean;

  @Arg({
    doc: 'Keep what stands in its place under this name (in the same directory, or absolute).',
    type: 'string',
    optional: true,
  })
  backupname?: string;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({ doc: 'Permission bits of the directories that makedirs makes.', type: 'mode', optional: true })
  dir_mode?: number;

  @Arg({ doc: 'Not used: the mode of a symlink has no meaning.', type: 'mode', optional: true })
  mode?: number;
}
