import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs } from './git.js';

export class GitCheckoutArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'The branch, tag or commit.', type: 'string' })
  rev!: string;

  @Arg({ doc: 'Make a branch of this name there.', type: 'string', optional: true })
  branch?: string;

  @Arg({ doc: 'Drop local changes that are in the way.', type: 'boolean', default: false })
  force!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitCheckoutArgs.prototype);

export const checkout = defineFunction({
  name: 'git.checkout',
  doc: 'Check out a branch, a tag or a commit; local changes stay unless force is set.',
  args: GitCheckoutArgs,
  example: 'git.checkout /opt/app v1.2.0',

  async run(host, want, context) {
    demandRefs({ rev: want.rev, branch: want.branch });
    const words = [...(want.force ? ['--force'] : []), ...(want.branch === undefined ? [] : ['-b', want.branch])];
    await runGit(host, want, context, 'checkout', '--quiet', ...words, want.rev, '--');
    return true;
  },
});
