import { Arg } from '@fleet/arguments';
import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit, demandRefs } from './git.js';

export class GitLogArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Where to begin.', type: 'string', default: 'HEAD' })
  rev!: string;

  @Arg({ doc: 'How many.', type: 'int', default: 10 })
  limit!: number;
  user?: string;
  identity?: string;
}
declareAccount(GitLogArgs.prototype);

export const log = defineFunction({
  name: 'git.log',
  doc: 'The last commits, each with its author, day and subject.',
  args: GitLogArgs,
  example: 'git.log /opt/app limit=3',
  looks: true,
  async run(host, want, context) {
    demandRefs({ rev: want.rev });
    const said = await askGit(
      host,
      want,
      context,
      'log',
      `--max-count=${want.limit}`,
      '--format=%H%x09%an%x09%aI%x09%s',
      want.rev,
      '--',
    );
    return said
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => {
        const [commit = '', author = '', date = '', ...subject] = line.split('\t');
        return fromPlain({ commit, author, date, subject: subject.join('\t') });
      });
  },
});
