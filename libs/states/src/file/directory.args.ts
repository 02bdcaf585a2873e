import { Arg } from '@fleet/arguments';
import { OwnerArgs } from './parts/owner.args.js';

export class FileDirectoryArgs extends OwnerArgs {
  @Arg({ doc: 'Absolute path of the directory.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Permission bits of the directory.', type: 'mode', optional: true })
  mode?: number;

  @Arg({
    doc: 'Permission bits of directories, the other word for mode; with recurse, of those below too.',
    type: 'mode',
    optional: true,
  })
  dir_mode?: number;

  @Arg({ doc: 'Permission bits of the files below, with recurse.', type: 'mode', optional: true })
  file_mode?: number;

  @Arg({ doc: 'Make missing directories above it.', type: 'boolean', default: false })
  makedirs!: boolean;

  @Arg({
    doc: 'What to enforce on everything below: user, group, mode, ignore_files, ignore_dirs.',
    type: 'string or list',
    optional: true,
  })
  recurse?: string[];

  @Arg({ doc: 'How many levels recurse goes down; 0 is the directory itself.', type: 'int', optional: true })
  max_depth?: number;

  @Arg({
    doc: 'Remove what is in it, except what file states that it requires manage.',
    type: 'boolean',
    default: false,
  })
  clean!: boolean;

  @Arg({
    doc: 'Glob (relative to the directory), or E@ and a regular expression, of what clean spares.',
    type: 'string',
    optional: true,
  })
  exclude_pat?: string;

  @Arg({ doc: 'Replace a file or a symlink that stands in its place.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Take a symlink to a directory for the directory.', type: 'boolean', default: true })
  allow_symlink!: boolean;
}
