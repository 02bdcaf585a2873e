import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { runGit, demandRefs } from './git.js';

export class GitTagArgs implements GitAccount {
  @Arg({ doc: 'Absolute path of the working copy.', type: 'string' })
  cwd!: string;

  @Arg({ doc: 'Name of the tag.', type: 'string' })
  name!: string;

  @Arg({ doc: 'The commit; default: what is checked out.', type: 'string', optional: true })
  rev?: string;

  @Arg({ doc: 'A message: the tag is annotated then.', type: 'string', optional: true })
  message?: string;

  @Arg({ doc: 'Delete it.', type: 'boolean', default: false })
  delete!: boolean;
  user?: string;
  identity?: string;
}
declareAccount(GitTagArgs.prototype);

export const tag = defineFunction({
  name: 'git.tag',
  doc: 'Make a tag, or delete one.',
  args: GitTagArgs,
  example: 'git.tag /opt/app v1.2.0',

  async run(host, want, context) {
    demandRefs({ name: want.name, rev: want.rev });
    const message = want.message === undefined ? [] : [`--message=${want.message}`];
    const words = want.delete
      ? ['--delete', '--', want.name]
      : [...message, '--', want.name, ...(want.rev === undefined ? [] : [want.rev])];
    await runGit(host, want, context, 'tag', ...words);
    return true;
  },
});
