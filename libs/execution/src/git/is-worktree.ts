import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { look } from './git.js';

export const isWorktree = defineFunction({
  name: 'git.is_worktree',
  doc: 'Whether a path is inside of a working copy.',
  args: GitPlaceArgs,
  example: 'git.is_worktree /opt/app',
  looks: true,
  async run(host, want, context) {
    if ((await host.files.statTarget(want.cwd))?.kind !== 'directory') return false;
    return (await look(host, want, context, 'rev-parse', '--is-inside-work-tree')).stdout.trim() === 'true';
  },
});
