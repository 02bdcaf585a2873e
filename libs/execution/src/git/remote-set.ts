import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, runGit, demandRefs, demandUrl } from './git.js';

export class GitRemoteSetArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'The address.', type: 'string' })
  url!: string;

  @Arg({ doc: 'Name of the remote.', type: 'string', default: 'origin' })
  remote!: string;
  user?: string;
  identity?: string;
}
declareAccount(GitRemoteSetArgs.prototype);

export const remoteSet = defineFunction({
  name: 'git.remote_set',
  doc: 'Set the address of a remote; a remote that is not there is added.',
  args: GitRemoteSetArgs,
  example: 'git.remote_set /opt/app https://git.example.org/app.git',

  async run(host, want, context) {
    demandUrl(want.url);
    demandRefs({ remote: want.remote });
    const known = (await askGit(host, want, context, 'remote')).split('\n').includes(want.remote);
    await runGit(host, want, context, 'remote', known ? 'set-url' : 'add', '--', want.remote, want.url);
    return true;
  },
});
