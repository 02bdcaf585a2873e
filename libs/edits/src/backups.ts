/** Where the old contents of a file are kept (`backup: minion`), and under which names; who keeps them is no matter of this room. */
export function backupDirectory(cache: string, path: string): string {
  return `${cache.replace(/(?<=.)\/+$/, '')}/file_backup${path.slice(0, path.lastIndexOf('/'))}`;
}

/** `app.conf_2026-11-21T10-30-05-123Z`: names sort as the times that they hold. */
export function backupName(path: string, now: Date): string {
  return `${path.slice(path.lastIndexOf('/') + 1)}_${now.toISOString().replace(/[:.]/g, '-')}`;
}

/** When a copy of that file was kept; `undefined` for a name that is none of its copies. */
export function backupTime(path: string, name: string): Date | undefined {
  const own = `${path.slice(path.lastIndexOf('/') + 1)}_`;
  if (!name.startsWith(own)) return undefined;
  const found = /^(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z$/.exec(name.slice(own.length));
  if (!found) return undefined;
  const [, day = '', hour = '', minute = '', second = '', fraction = ''] = found;
  return new Date(`${day}T${hour}:${minute}:${second}.${fraction}Z`);
}

/** `.bak` for Salt's `backup: '.bak'`; `undefined` for `False` and for nothing. */
export function backupWish(backup: string | boolean | undefined): string | undefined {
  if (backup === true) return '.bak';
  return backup === false || backup === undefined || backup === '' || backup.toLowerCase() === 'false'
    ? undefined
    : backup;
}
