import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { absolutePath } from './absolute-path.js';
import { backupOf } from './backups.js';
import { FileRestoreBackupArgs } from './restore-backup.js';

export const deleteBackup = defineFunction({
  name: 'file.delete_backup',
  doc: 'Remove a copy of a file that was kept; the others get new numbers.',
  args: FileRestoreBackupArgs,
  example: 'file.delete_backup /etc/app.conf 0',
  async run(host, want, context) {
    const backup = await backupOf(host, context, absolutePath(want.path), want.backup_id);
    await host.files.remove(backup.path);
    return new Map<Value, Value>([
      ['result', true],
      ['comment', `Successfully removed ${backup.path}`],
    ]);
  },
});
