import { Arg } from '@fleet/arguments';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, demandRefs } from './git.js';

export class GitRemoteGetArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Name of the remote.', type: 'string', default: 'origin' })
  remote!: string;
  user?: string;
  identity?: string;
}
declareAccount(GitRemoteGetArgs.prototype);

export const remoteGet = defineFunction({
  name: 'git.remote_get',
  doc: 'The addresses of one remote, credentials hidden.',
  args: GitRemoteGetArgs,
  example: 'git.remote_get /opt/app',
  looks: true,
  async run(host, want, context) {
    demandRefs({ remote: want.remote });
    const fetch = await askGit(host, want, context, 'remote', 'get-url', '--', want.remote);
    const push = await askGit(host, want, context, 'remote', 'get-url', '--push', '--', want.remote);
    return fromPlain({ fetch, push });
  },
});
