import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { withoutCredentials } from '../without-credentials.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { look } from './git.js';

export class GitConfigGetRegexpArgs implements GitAccount {
  @Arg({ doc: 'A regular expression for the name, as git reads it.', type: 'string' })
  key!: string;

  @Arg({ doc: 'Absolute path of the working copy that it is for; not with global.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'For every repository of the account.', type: 'boolean', default: false })
  global!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitConfigGetRegexpArgs.prototype);

export const configGetRegexp = defineFunction({
  name: 'git.config_get_regexp',
  doc: 'Settings whose names fit a pattern, with their values; credentials in addresses are hidden.',
  args: GitConfigGetRegexpArgs,
  example: 'git.config_get_regexp ^user /opt/app',
  looks: true,
  async run(host, want, context) {
    const result = await look(
      host,
      want,
      context,
      'config',
      ...(want.global ? ['--global'] : ['--local']),
      '--null',
      '--get-regexp',
      '--',
      want.key,
    );
    if (result.exitCode === 1) return new Map();
    if (result.exitCode !== 0) throw new FunctionRefused('failed', `git: ${result.stderr.trim()}`);
    const found = new Map<Value, Value>();
    for (const entry of withoutCredentials(result.stdout).split('\0')) {
      const [name = '', ...value] = entry.split('\n');
      if (name !== '') found.set(name, [...((found.get(name) as Value[] | undefined) ?? []), value.join('\n')]);
    }
    return found;
  },
});
