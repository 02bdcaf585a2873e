import { Arg, NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { latest } from './latest.js';
import { GitLatestArgs } from './latest.args.js';

@NotSupported({
  https_user: 'use a key with `identity`, or a credential helper of git.',
  https_pass: 'use a key with `identity`, or a credential helper of git.',
  password: 'that is of Windows; leave it out.',
  output_encoding: 'git speaks UTF-8 here; leave it out.',
})
export class GitClonedArgs {
  @Arg({ doc: 'Address of the remote repository, or a path.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  target!: string;

  @Arg({ doc: 'Branch to check out when it is cloned; default: that of the remote.', type: 'string', optional: true })
  branch?: string;

  @Arg({ doc: 'Account that runs git and owns the working copy.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Private key for SSH, a path on the minion.', type: 'string', optional: true })
  identity?: string;
}

export const cloned = defineState({
  name: 'git.cloned',
  doc: 'Keep a clone of a remote repository; one that is there is left as it is, whatever the remote has since.',
  args: GitClonedArgs,
  example: `https://git.example.org/app.git:
  git.cloned:
    - target: /opt/app
`,
  plan(host, want, context) {
    const { branch, ...rest } = want;
    return latest.plan(host, { ...new GitLatestArgs(), ...usual, ...rest, rev: branch ?? 'HEAD' }, context);
  },
});

/** What `git.latest` does when nothing else is said, except that it does not follow the remote. */
const usual = {
  update_head: false,
  force_reset: false,
  force_clone: false,
  force_checkout: false,
  force_fetch: false,
  submodules: false,
  lfs: false,
  remote: 'origin',
} as const;
