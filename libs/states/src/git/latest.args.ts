import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';

@NotSupported({
  bare: 'a working copy is kept; use `cmd.run` with `git clone --bare` and `creates`.',
  mirror: 'a working copy is kept; use `cmd.run` with `git clone --mirror` and `creates`.',
  https_user: 'use a key with `identity`, or a credential helper of git.',
  https_pass: 'use a key with `identity`, or a credential helper of git.',
  password: 'that is of Windows; leave it out.',
  sync_tags: 'tags are fetched and never removed; leave it out.',
  refspec_branch: 'branches are fetched as the remote names them.',
  refspec_tag: 'tags are fetched as the remote names them.',
  output_encoding: 'git speaks UTF-8 here; leave it out.',
})
export class GitLatestArgs {
  @Arg({ doc: 'Address of the remote repository, or a path.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  target!: string;

  @Arg({
    doc: 'Branch, tag or commit that is wanted; HEAD is the default branch of the remote.',
    type: 'string',
    default: 'HEAD',
  })
  rev!: string;

  @Arg({
    doc: 'Name of the local branch; default: that of rev, or whatever is checked out.',
    type: 'string',
    optional: true,
  })
  branch?: string;

  @Arg({ doc: 'Account that runs git and owns the working copy.', type: 'string', optional: true })
  user?: string;

  @Arg({
    doc: 'Follow the remote; False leaves an existing working copy at the commit that it has.',
    type: 'boolean',
    default: true,
  })
  update_head!: boolean;

  @Arg({
    doc: 'Drop local commits and changes that are in the way; remote-changes drops commits only where nothing uncommitted is lost.',
    type: 'any',
    default: false,
  })
  force_reset!: Value;

  @Arg({ doc: 'Replace what stands at the target and is no repository.', type: 'boolean', default: false })
  force_clone!: boolean;

  @Arg({ doc: 'Overwrite local changes when another branch is checked out.', type: 'boolean', default: false })
  force_checkout!: boolean;

  @Arg({
    doc: 'Let a fetch move tags and branches that were rewritten on the remote.',
    type: 'boolean',
    default: false,
  })
  force_fetch!: boolean;

  @Arg({ doc: 'How many commits of history to fetch; not given, all.', type: 'int', optional: true })
  depth?: number;

  @Arg({ doc: 'Check out submodules too.', type: 'boolean', default: false })
  submodules!: boolean;

  @Arg({
    doc: 'Fetch the content of large files too, with git-lfs: it fails rather than leave a pointer in place of a file. Salt has no such argument.',
    type: 'boolean',
    default: false,
  })
  lfs!: boolean;

  @Arg({ doc: 'Local name of the remote.', type: 'string', default: 'origin' })
  remote!: string;

  @Arg({ doc: 'Private key for SSH, a path on the minion.', type: 'string', optional: true })
  identity?: string;

  @Arg({
    doc: 'Accepted for trees that set it; tags come with the commits that they name.',
    type: 'boolean',
    optional: true,
  })
  fetch_tags?: boolean;
}
