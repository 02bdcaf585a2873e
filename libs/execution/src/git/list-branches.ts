import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit } from './git.js';

export class GitListBranchesArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Those of the remotes, as they were when fetched last.', type: 'boolean', default: false })
  remote!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitListBranchesArgs.prototype);

export const listBranches = defineFunction({
  name: 'git.list_branches',
  doc: 'The branches of a working copy.',
  args: GitListBranchesArgs,
  example: 'git.list_branches /opt/app',
  looks: true,
  async run(host, want, context) {
    const said = await askGit(
      host,
      want,
      context,
      'for-each-ref',
      '--format=%(refname:short)',
      want.remote ? 'refs/remotes' : 'refs/heads',
    );
    return said.split('\n').filter((line) => line !== '');
  },
});
