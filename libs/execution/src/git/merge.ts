import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, look, demandRefs } from './git.js';

export class GitMergeArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'What to merge; default: what the branch follows.', type: 'string', optional: true })
  rev?: string;

  @Arg({ doc: 'Only forward, without a commit of the merge.', type: 'boolean', default: false })
  ff_only!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitMergeArgs.prototype);

export const merge = defineFunction({
  name: 'git.merge',
  doc: 'Merge a branch, a tag or a commit into the branch that is checked out; a merge that has conflicts is taken back.',
  args: GitMergeArgs,
  example: 'git.merge /opt/app v1.2.0',

  out: 'txt',
  async run(host, want, context) {
    demandRefs({ rev: want.rev });
    const words = [...(want.ff_only ? ['--ff-only'] : []), ...(want.rev === undefined ? [] : [want.rev])];
    try {
      return await runGit(host, want, context, 'merge', '--no-edit', ...words);
    } catch (error) {
      const merging = await look(host, want, context, 'rev-parse', '--verify', '--quiet', 'MERGE_HEAD');
      if (merging.exitCode === 0) await runGit(host, want, context, 'merge', '--abort');
      throw error;
    }
  },
});
