import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitAddArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Paths below the working copy; a dot is all of it.', type: 'string or list' })
  filename!: string[];
  user?: string;
  identity?: string;
}
declareAccount(GitAddArgs.prototype);

export const add = defineFunction({
  name: 'git.add',
  doc: 'Put files into what the next commit takes.',
  args: GitAddArgs,
  example: 'git.add /opt/app .',

  async run(host, want, context) {
    await runGit(host, want, context, 'add', '--', ...want.filename);
    return true;
  },
});
