import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitInitArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Make it without a working copy.', type: 'boolean', default: false })
  bare!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitInitArgs.prototype);

export const init = defineFunction({
  name: 'git.init',
  doc: 'Make an empty repository.',
  args: GitInitArgs,
  example: 'git.init /srv/git/app.git bare=True',

  out: 'txt',
  async run(host, want, context) {
    if (!want.cwd.startsWith('/')) throw new FunctionRefused('bad-arguments', '`cwd` must be an absolute path');
    const account = want.user === undefined ? {} : { user: want.user };
    return runGit(host, account, context, 'init', ...(want.bare ? ['--bare'] : []), '--', want.cwd);
  },
});
