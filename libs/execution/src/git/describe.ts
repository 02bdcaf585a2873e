import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, demandRefs } from './git.js';

export class GitDescribeArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'A branch, a tag, or a commit.', type: 'string', default: 'HEAD' })
  rev!: string;
  user?: string;
  identity?: string;
}
declareAccount(GitDescribeArgs.prototype);

export const describe = defineFunction({
  name: 'git.describe',
  doc: 'A commit by the tag before it, such as v1.2.0-3-gdeadbee; without a tag, the commit itself.',
  args: GitDescribeArgs,
  example: 'git.describe /opt/app',
  looks: true,
  out: 'txt',
  async run(host, want, context) {
    demandRefs({ rev: want.rev });
    return askGit(host, want, context, 'describe', '--tags', '--always', want.rev);
  },
});
