import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { backupsOf } from './backups.js';
import { PathArgs } from './path.args.js';

export class FileListBackupsArgs extends PathArgs {
  @Arg({ doc: 'How many, the newest first; default: all.', type: 'int', optional: true })
  limit?: number;
}

export const listBackups = defineFunction({
  name: 'file.list_backups',
  doc: 'The copies of a file that `backup: minion` has kept, by number, the newest first: time, size in bytes and place.',
  args: FileListBackupsArgs,
  example: 'file.list_backups /etc/app.conf limit=5',
  looks: true,
  async run(host, want, context) {
    const all = await backupsOf(host, context, absolutePath(want.path));
    const rows = all.slice(0, want.limit).map(({ path, kept, size }, number): [Value, Value] => [
      number,
      new Map<Value, Value>([
        ['Backup Time', kept.toISOString()],
        ['Size', size],
        ['Location', path],
      ]),
    ]);
    return new Map(rows);
  },
});
