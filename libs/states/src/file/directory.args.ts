import { Arg, NotSupported } from '@fleet/arguments';
import { OwnerArgs } from './parts/owner.args.js';

@NotSupported({
  backupname: 'move what stands in its place with `file.rename` first.',
  children_only: 'leave owner and mode out for the directory, and manage what is in it by states of its own.',
  follow_symlinks: 'links in the directory are left as they are; `allow_symlink` is about the directory itself.',
  win_owner: 'there is no Windows here; leave it out.',
  win_perms: 'there is no Windows here; leave it out.',
  win_deny_perms: 'there is no Windows here; leave it out.',
  win_inheritance: 'there is no Windows here; leave it out.',
  win_perms_reset: 'there is no Windows here; leave it out.',
})
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
