import { Arg } from '@fleet/arguments';
import { pythonStr } from '@fleet/rendering';
import type { Value } from '@fleet/values';
import { defineState } from '../definition.js';
import { impossible } from '../step.js';
import { GitConfigArgs, planGitConfig } from './parts/config.js';

export class GitConfigSetArgs extends GitConfigArgs {
  @Arg({ doc: 'Its value, or a list of them.', type: 'any' })
  value!: Value;
}

export const configSet = defineState({
  name: 'git.config_set',
  doc: 'Keep a setting of git, for one repository or for an account.',
  args: GitConfigSetArgs,
  example: `user.email:
  git.config_set:
    - value: deploy@example.org
    - user: deploy
    - global: True
`,
  plan(host, want, context) {
    const given = Array.isArray(want.value) ? want.value : [want.value];
    // Git's own words: a boolean of YAML is one of git's.
    const values = given.map((value) => (typeof value === 'boolean' ? String(value) : pythonStr(value)));
    if (values.length === 0 || values.some((value) => value.includes('\n')))
      return Promise.resolve(impossible('a setting of git has a value, and values are one line each'));
    return planGitConfig(host, want, values, context);
  },
});
