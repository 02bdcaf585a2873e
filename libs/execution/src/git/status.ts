import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { GitPlaceArgs } from './git.args.js';
import { askGit } from './git.js';

export const status = defineFunction({
  name: 'git.status',
  doc: 'What differs from the commit that is checked out, as names of files by kind: modified, new, deleted, renamed, untracked; nothing where nothing does.',
  args: GitPlaceArgs,
  example: 'git.status /opt/app',
  looks: true,
  async run(host, want, context) {
    const kinds = new Map<Value, Value>();
    const fields = (await askGit(host, want, context, 'status', '--porcelain=v1', '-z')).split('\0');
    for (let at = 0; at < fields.length; at += 1) {
      const [, code = '', path = ''] = /^(..) (.+)$/s.exec(fields[at] ?? '') ?? [];
      if (path === '') continue;
      const kind = kindOf(code);
      // Behind a new name stands the old one.
      if (code.includes('R') || code.includes('C')) at += 1;
      kinds.set(kind, [...((kinds.get(kind) as Value[] | undefined) ?? []), path]);
    }
    return kinds;
  },
});

function kindOf(code: string): string {
  if (code === '??') return 'untracked';
  if (/U|AA|DD/.test(code)) return 'conflict';
  if (code.includes('R') || code.includes('C')) return 'renamed';
  if (code.includes('A')) return 'new';
  return code.includes('D') ? 'deleted' : 'modified';
}
