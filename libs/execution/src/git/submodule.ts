import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitSubmoduleArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Those of submodules, too.', type: 'boolean', default: true })
  recursive!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitSubmoduleArgs.prototype);

export const submodule = defineFunction({
  name: 'git.submodule',
  doc: 'Bring the submodules of a working copy to the commits that it names.',
  args: GitSubmoduleArgs,
  example: 'git.submodule /opt/app',

  async run(host, want, context) {
    await runGit(host, want, context, 'submodule', 'update', '--init', ...(want.recursive ? ['--recursive'] : []));
    return true;
  },
});
