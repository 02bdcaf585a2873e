import type { Value } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';

export const stats = defineFunction({
  name: 'file.stats',
  doc: 'Kind, size, owner, permission bits and times of an entry; symlinks are not followed.',
  args: PathArgs,
  example: 'file.stats /opt/cortensor/nodes/node_01/.env',
  async run(host, want) {
    const found = await host.files.stat(want.path);
    if (!found) throw new FunctionRefused('not-found', `there is nothing at ${want.path}`);
    const [user, group] = await Promise.all([host.accounts.userById(found.uid), host.accounts.groupById(found.gid)]);
    return new Map<Value, Value>([
      ['type', found.kind],
      ['size', found.size],
      ['mode', found.mode.toString(8).padStart(4, '0')],
      ['uid', found.uid],
      ['user', user?.name ?? ''],
      ['gid', found.gid],
      ['group', group?.name ?? ''],
      ['mtime', Math.floor(found.modified / 1000)],
      ['atime', Math.floor(found.accessed / 1000)],
      ['inode', found.inode],
      ['target', found.target ?? want.path],
    ]);
  },
});
