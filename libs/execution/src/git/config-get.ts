import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { withoutCredentials } from '../without-credentials.js';
import { scopeOf } from './config-scope.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { look } from './git.js';

export class GitConfigGetArgs implements GitAccount {
  @Arg({ doc: 'Name of the setting, such as user.email.', type: 'string' })
  key!: string;

  @Arg({ doc: 'Absolute path of the working copy that it is for; not with global.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'For every repository of the account.', type: 'boolean', default: false })
  global!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitConfigGetArgs.prototype);

export const configGet = defineFunction({
  name: 'git.config_get',
  doc: 'The values of a setting; none where it is not set. Credentials in addresses are hidden.',
  args: GitConfigGetArgs,
  example: 'git.config_get user.email /opt/app',
  looks: true,
  async run(host, want, context) {
    const result = await look(host, want, context, 'config', ...scopeOf(want), '--get-all', '--', want.key);
    // 1: it is not set.
    if (result.exitCode === 1) return [];
    if (result.exitCode !== 0) throw new FunctionRefused('failed', `git: ${result.stderr.trim()}`);
    return withoutCredentials(result.stdout).split('\n');
  },
});
