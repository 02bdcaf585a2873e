import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit } from './git.js';

export class GitCommitArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'The message.', type: 'string' })
  message!: string;

  @Arg({ doc: 'Only these paths.', type: 'string or list', optional: true })
  filename?: string[];

  @Arg({ doc: 'Everything that git knows and that was changed.', type: 'boolean', default: false })
  all!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitCommitArgs.prototype);

export const commit = defineFunction({
  name: 'git.commit',
  doc: 'Make a commit of what was added; its author is that of the configuration of git.',
  args: GitCommitArgs,
  example: 'git.commit /opt/app message=settings',

  out: 'txt',
  async run(host, want, context) {
    if (want.message.trim() === '') throw new FunctionRefused('bad-arguments', 'a commit needs a `message`');
    return runGit(
      host,
      want,
      context,
      'commit',
      `--message=${want.message}`,
      ...(want.all ? ['--all'] : []),
      '--',
      ...(want.filename ?? []),
    );
  },
});
