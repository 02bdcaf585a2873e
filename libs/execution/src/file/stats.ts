import { Arg } from '@fleet/arguments';
import type { FileKind } from '@fleet/platform';
import type { Value } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { PathArgs } from './path.args.js';
import { realPath } from './real-path.js';

export class FileStatsArgs extends PathArgs {
  @Arg({
    doc: 'Add the digest of the content: `sum`.',
    type: 'string',
    optional: true,
    oneOf: ['md5', 'sha1', 'sha256', 'sha512'],
  })
  hash_type?: 'md5' | 'sha1' | 'sha256' | 'sha512';

  @Arg({ doc: 'Describe what a symlink leads to, not the symlink.', type: 'boolean', default: true })
  follow_symlinks!: boolean;
}

/** What Salt calls each kind. */
const kinds: Readonly<Record<FileKind, string>> = {
  file: 'file',
  directory: 'dir',
  symlink: 'link',
  fifo: 'pipe',
  socket: 'socket',
  block: 'block',
  character: 'char',
};

export const stats = defineFunction({
  name: 'file.stats',
  doc: 'Kind, size, owner, permission bits and times of an entry.',
  args: FileStatsArgs,
  example: 'file.stats /opt/cortensor/nodes/node_01/.env',
  looks: true,
  async run(host, want) {
    const target = want.follow_symlinks ? await host.files.statTarget(want.path) : undefined;
    // A symlink that leads nowhere is described itself.
    const found = target ?? (await host.files.stat(want.path));
    if (!found) throw new FunctionRefused('not-found', `Path not found: ${want.path}`);
    const [user, group] = await Promise.all([host.accounts.userById(found.uid), host.accounts.groupById(found.gid)]);
    return new Map<Value, Value>([
      ['inode', found.inode],
      ['uid', found.uid],
      ['gid', found.gid],
      ['group', group?.name ?? found.gid],
      ['user', user?.name ?? found.uid],
      ['atime', Math.floor(found.accessed / 1000)],
      ['mtime', Math.floor(found.modified / 1000)],
      ['size', found.size],
      ['mode', found.mode.toString(8).padStart(4, '0')],
      ...(want.hash_type === undefined
        ? []
        : [['sum', await host.files.hash(want.path, want.hash_type)] as [Value, Value]]),
      ['type', kinds[found.kind]],
      ['target', await realPath(host, want.path)],
    ]);
  },
});
