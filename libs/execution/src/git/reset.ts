import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs } from './git.js';

export class GitResetArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'The commit.', type: 'string', default: 'HEAD' })
  rev!: string;

  @Arg({ doc: 'Bring the files there, too, and drop what was changed in them.', type: 'boolean', default: false })
  hard!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitResetArgs.prototype);

export const reset = defineFunction({
  name: 'git.reset',
  doc: 'Bring the branch that is checked out to another commit. With hard, local changes are dropped.',
  args: GitResetArgs,
  example: 'git.reset /opt/app v1.2.0 hard=True',

  async run(host, want, context) {
    demandRefs({ rev: want.rev });
    await runGit(host, want, context, 'reset', '--quiet', want.hard ? '--hard' : '--mixed', want.rev, '--');
    return true;
  },
});
