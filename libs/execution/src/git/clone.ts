import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs, demandUrl } from './git.js';

export class GitCloneArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the new working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Address of the remote repository, or a path.', type: 'string' })
  url!: string;

  @Arg({ doc: 'Branch or tag to check out; default: that of the remote.', type: 'string', optional: true })
  branch?: string;

  @Arg({ doc: 'How many commits of history to fetch; not given, all.', type: 'int', optional: true })
  depth?: number;

  @Arg({ doc: 'Clone submodules, too.', type: 'boolean', default: false })
  submodules!: boolean;

  @Arg({ doc: 'Clone without a working copy.', type: 'boolean', default: false })
  bare!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitCloneArgs.prototype);

export const clone = defineFunction({
  name: 'git.clone',
  doc: 'Clone a repository to a path that is empty or does not exist yet; credentials in the address are never answered.',
  args: GitCloneArgs,
  example: 'git.clone /opt/app https://git.example.org/app.git',

  async run(host, want, context) {
    demandUrl(want.url);
    demandRefs({ branch: want.branch });
    if (!want.cwd.startsWith('/')) throw new FunctionRefused('bad-arguments', '`cwd` must be an absolute path');
    const words = [
      ...(want.branch === undefined ? [] : ['--branch', want.branch]),
      ...(want.depth === undefined ? [] : ['--depth', String(want.depth)]),
      ...(want.submodules ? ['--recurse-submodules'] : []),
      ...(want.bare ? ['--bare'] : []),
    ];
    const { user, identity } = want;
    await runGit(
      host,
      { ...(user === undefined ? {} : { user }), ...(identity === undefined ? {} : { identity }) },
      context,
      'clone',
      '--quiet',
      ...words,
      '--',
      want.url,
      want.cwd,
    );
    return true;
  },
});
