import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs } from './git.js';

export class GitFetchArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Name of the remote; default: that of the branch, or origin.', type: 'string', optional: true })
  remote?: string;

  @Arg({ doc: 'What to fetch, as git writes it.', type: 'string or list', optional: true })
  refspecs?: string[];

  @Arg({ doc: 'Let branches and tags move that were rewritten on the remote.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Forget branches that the remote has no more.', type: 'boolean', default: false })
  prune!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitFetchArgs.prototype);

export const fetch = defineFunction({
  name: 'git.fetch',
  doc: 'Fetch from a remote; nothing in the working copy changes.',
  args: GitFetchArgs,
  example: 'git.fetch /opt/app prune=True',

  async run(host, want, context) {
    demandRefs({ remote: want.remote, refspecs: want.refspecs });
    if (want.refspecs && want.remote === undefined)
      throw new FunctionRefused('bad-arguments', '`refspecs` are of a remote: name it');
    const options = [...(want.force ? ['--force'] : []), ...(want.prune ? ['--prune'] : [])];
    await runGit(
      host,
      want,
      context,
      'fetch',
      '--quiet',
      '--tags',
      ...options,
      '--',
      ...(want.remote === undefined ? [] : [want.remote]),
      ...(want.refspecs ?? []),
    );
    return true;
  },
});
