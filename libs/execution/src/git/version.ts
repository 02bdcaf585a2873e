import { defineFunction } from '../definition.js';
import { declareAccount, type GitAccount } from './git.args.js';
import { askGit } from './git.js';

export class GitVersionArgs implements GitAccount {
  user?: string;
  identity?: string;
}
declareAccount(GitVersionArgs.prototype);

export const version = defineFunction({
  name: 'git.version',
  doc: 'The version of git.',
  args: GitVersionArgs,
  example: 'git.version',
  looks: true,
  out: 'txt',
  run: async (host, want, context) => (await askGit(host, want, context, '--version')).replace(/^git version /, ''),
});
