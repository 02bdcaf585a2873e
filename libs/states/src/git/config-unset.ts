import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { GitConfigArgs, planGitConfig } from './parts/config.js';

export class GitConfigUnsetArgs extends GitConfigArgs {
  @Arg({ doc: 'Accepted for trees that set it: every value of the setting goes.', type: 'boolean', optional: true })
  all?: boolean;
}

export const configUnset = defineState({
  name: 'git.config_unset',
  doc: 'Keep a setting of git from being set, for one repository or for an account.',
  args: GitConfigUnsetArgs,
  example: 'http.proxy:\n  git.config_unset:\n    - global: True\n',
  plan: (host, want, context) => planGitConfig(host, want, [], context),
});
