import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs, demandUrl } from './git.js';

export class GitPushArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Name of the remote.', type: 'string', default: 'origin' })
  remote!: string;

  @Arg({
    doc: 'What to push, as git writes it; default: the branch that is checked out.',
    type: 'string',
    default: 'HEAD',
  })
  ref!: string;
  user?: string;
  identity?: string;
}
declareAccount(GitPushArgs.prototype);

export const push = defineFunction({
  name: 'git.push',
  doc: 'Push to a remote. Never by force: what the remote has besides is never dropped.',
  args: GitPushArgs,
  example: 'git.push /opt/app origin main',

  async run(host, want, context) {
    demandUrl(want.remote);
    demandRefs({ ref: want.ref });
    if (want.ref.startsWith('+'))
      throw new FunctionRefused('bad-arguments', '`ref` must not begin with +, which forces it');
    await runGit(host, want, context, 'push', '--quiet', '--', want.remote, want.ref);
    return true;
  },
});
