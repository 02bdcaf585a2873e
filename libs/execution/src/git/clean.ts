import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitCleanArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Remove them; without, they are only told.', type: 'boolean', default: false })
  force!: boolean;

  @Arg({ doc: 'Directories, too.', type: 'boolean', default: false })
  directories!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitCleanArgs.prototype);

export const clean = defineFunction({
  name: 'git.clean',
  doc: 'Remove files that git does not know; answers which. Only told, unless force is set.',
  args: GitCleanArgs,
  example: 'git.clean /opt/app force=True',

  async run(host, want, context) {
    const words = ['clean', want.force ? '--force' : '--dry-run', ...(want.directories ? ['-d'] : [])];
    const said = await runGit(host, want, context, ...words);
    return said.split('\n').flatMap((line) => /^(?:Removing|Would remove) (.+)$/.exec(line)?.[1] ?? []);
  },
});
