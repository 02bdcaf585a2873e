import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs } from './git.js';

export class GitBranchArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Name of the branch.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Where it begins; default: what is checked out.', type: 'string', optional: true })
  rev?: string;

  @Arg({ doc: 'Delete it.', type: 'boolean', default: false })
  delete!: boolean;

  @Arg({ doc: 'Move a branch that is there, or delete commits with it.', type: 'boolean', default: false })
  force!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitBranchArgs.prototype);

export const branch = defineFunction({
  name: 'git.branch',
  doc: 'Make a branch, or delete one; a branch with commits that are nowhere else is deleted only with force.',
  args: GitBranchArgs,
  example: 'git.branch /opt/app fix rev=v1.2.0',

  async run(host, want, context) {
    demandRefs({ name: want.name, rev: want.rev });
    const force = want.force ? ['--force'] : [];
    const words = want.delete
      ? ['--delete', ...force, '--', want.name]
      : [...force, '--', want.name, ...(want.rev === undefined ? [] : [want.rev])];
    await runGit(host, want, context, 'branch', ...words);
    return true;
  },
});
