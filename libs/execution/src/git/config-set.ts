import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { scopeOf } from './config-scope.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitConfigSetArgs implements GitAccount {
  @Arg({ doc: 'Name of the setting, such as user.email.', type: 'string' })
  key!: string;

  @Arg({ doc: 'The value.', type: 'string' })
  value!: string;

  @Arg({ doc: 'Absolute path of the working copy that it is for; not with global.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'For every repository of the account.', type: 'boolean', default: false })
  global!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitConfigSetArgs.prototype);

export const configSet = defineFunction({
  name: 'git.config_set',
  doc: 'Set a setting to one value.',
  args: GitConfigSetArgs,
  example: 'git.config_set user.email deploy@example.org /opt/app',

  async run(host, want, context) {
    if (/[\n\r\0]/.test(want.value)) throw new FunctionRefused('bad-arguments', '`value` is one line');
    await runGit(host, want, context, 'config', ...scopeOf(want), '--replace-all', '--', want.key, want.value);
    return true;
  },
});
