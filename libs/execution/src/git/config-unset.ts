import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { scopeOf } from './config-scope.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, look } from './git.js';

export class GitConfigUnsetArgs implements GitAccount {
  @Arg({ doc: 'Name of the setting, such as user.email.', type: 'string' })
  key!: string;

  @Arg({ doc: 'Absolute path of the working copy that it is for; not with global.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'For every repository of the account.', type: 'boolean', default: false })
  global!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitConfigUnsetArgs.prototype);

export const configUnset = defineFunction({
  name: 'git.config_unset',
  doc: 'Take all values of a setting away; true, too, where it is not set.',
  args: GitConfigUnsetArgs,
  example: 'git.config_unset http.proxy global=True',

  async run(host, want, context) {
    const now = await look(host, want, context, 'config', ...scopeOf(want), '--get-all', '--', want.key);
    if (now.exitCode === 1) return true;
    await runGit(host, want, context, 'config', ...scopeOf(want), '--unset-all', '--', want.key);
    return true;
  },
});
