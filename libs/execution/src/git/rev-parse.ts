import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, demandRefs } from './git.js';

export class GitRevParseArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'A branch, a tag, or a commit.', type: 'string', default: 'HEAD' })
  rev!: string;

  @Arg({ doc: 'Only as many digits as tell it apart.', type: 'boolean', default: false })
  short!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitRevParseArgs.prototype);

export const revParse = defineFunction({
  name: 'git.rev_parse',
  doc: 'The commit that a name stands for.',
  args: GitRevParseArgs,
  example: 'git.rev_parse /opt/app HEAD',
  looks: true,
  out: 'txt',
  async run(host, want, context) {
    demandRefs({ rev: want.rev });
    return askGit(
      host,
      want,
      context,
      'rev-parse',
      '--verify',
      ...(want.short ? ['--short'] : []),
      `${want.rev}^{commit}`,
    );
  },
});
