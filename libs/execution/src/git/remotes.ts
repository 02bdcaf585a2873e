import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { askGit } from './git.js';

export const remotes = defineFunction({
  name: 'git.remotes',
  doc: 'The remotes of a working copy with their addresses, credentials hidden.',
  args: GitPlaceArgs,
  example: 'git.remotes /opt/app',
  looks: true,
  async run(host, want, context) {
    const remotes = new Map<Value, Value>();
    for (const line of (await askGit(host, want, context, 'remote', '--verbose')).split('\n')) {
      const [, name = '', url = '', kind = ''] = /^(\S+)\t(.+) \((fetch|push)\)$/.exec(line) ?? [];
      if (name === '') continue;
      const row = (remotes.get(name) ?? new Map<Value, Value>()) as Map<Value, Value>;
      remotes.set(name, row.set(kind, url));
    }
    return remotes;
  },
});
