import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { backupOf } from './backups.js';
import { keepBackup } from './edit-file.js';
import { PathArgs } from './path.args.js';

export class FileRestoreBackupArgs extends PathArgs {
  @Arg({ doc: 'Its number in file.list_backups; 0 is the newest.', type: 'int' })
  backup_id!: number;
}

export const restoreBackup = defineFunction({
  name: 'file.restore_backup',
  doc: 'Put a copy that was kept in place of a file, with the owner and mode that it had; what is there is kept before.',
  args: FileRestoreBackupArgs,
  example: 'file.restore_backup /etc/app.conf 0',
  async run(host, want, context) {
    const path = absolutePath(want.path);
    const backup = await backupOf(host, context, path, want.backup_id);
    if (await host.files.statTarget(path)) await keepBackup(host, context, path, 'minion');
    const stats = await host.files.stat(backup.path);
    await host.files.copy(backup.path, path, stats && { uid: stats.uid, gid: stats.gid, mode: stats.mode });
    return new Map<Value, Value>([
      ['result', true],
      ['comment', `Successfully restored ${backup.path} to ${path}`],
    ]);
  },
});
