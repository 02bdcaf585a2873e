import { Arg, NotSupported } from '@fleet/arguments';
import { OwnerArgs } from './parts/owner.args.js';

@NotSupported(
  {
    copy_target_user: 'name the owner with `user`.',
    copy_target_group: 'name the group with `group`.',
    inherit_user_and_group: 'name the owner with `user` and `group`.',
    follow_symlinks: 'what the link itself is called is managed; leave it out.',
    disallow_copy_and_unlink: 'that is of `file.rename`; leave it out.',
    win_owner: 'there is no Windows here; leave it out.',
    win_perms: 'there is no Windows here; leave it out.',
    win_deny_perms: 'there is no Windows here; leave it out.',
    win_inheritance: 'there is no Windows here; leave it out.',
  },
  { evenFalse: ['follow_symlinks'] },
)
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

  @Arg({
    doc: 'Accepted for trees that set it; a link is always replaced in one step.',
    type: 'boolean',
    optional: true,
  })
  atomic?: boolean;
}
