import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, demandRefs, demandUrl } from './git.js';

export class GitLsRemoteArgs implements GitAccount {
  @Arg({ doc: 'Address of the repository, or a path; with cwd, also the name of a remote.', type: 'string' })
  remote!: string;

  @Arg({ doc: 'Only branches and tags of this name.', type: 'string', optional: true })
  ref?: string;

  @Arg({ doc: 'A working copy whose remote is meant.', type: 'string', optional: true })
  cwd?: string;
  user?: string;
  identity?: string;
}
declareAccount(GitLsRemoteArgs.prototype);

export const lsRemote = defineFunction({
  name: 'git.ls_remote',
  doc: 'What a remote repository has: name → commit.',
  args: GitLsRemoteArgs,
  example: 'git.ls_remote https://git.example.org/app.git main',
  looks: true,
  async run(host, want, context) {
    demandUrl(want.remote);
    demandRefs({ ref: want.ref });
    const said = await askGit(
      host,
      want,
      context,
      'ls-remote',
      '--',
      want.remote,
      ...(want.ref === undefined ? [] : [want.ref]),
    );
    const rows = said.split('\n').flatMap((line): [string, string][] => {
      const [commit = '', ref = ''] = line.split('\t');
      return ref === '' ? [] : [[ref, commit]];
    });
    return new Map(rows);
  },
});
