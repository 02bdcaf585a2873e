export type StoreFailure = 'corrupt' | 'damaged-log' | 'disk-full' | 'read-only' | 'locked' | 'io' | 'internal';

/** The store cannot be opened as things are; `advice` says what the operator can do. Nothing was written. */
export class StoreRefused extends Error {
  override readonly name = 'StoreRefused';
  constructor(
    readonly code: 'network-file-system' | 'newer-schema' | 'foreign' | StoreFailure,
    message: string,
    readonly file: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A write or read failed; the transaction it belonged to was rolled back as a whole. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
  constructor(
    readonly code: StoreFailure,
    options: ErrorOptions,
  ) {
    super('the job store failed', options);
  }
}

const mend =
  'put a copy back with `fleet-master backup restore`, or make the store anew from the streams with `fleet-master rebuild --force`; both move this file aside';

const advice: Record<StoreFailure, string> = {
  corrupt: mend,
  'damaged-log': mend,
  'disk-full': 'free space on the file system of the store',
  'read-only': 'give the user of the master the right to write to the file and its directory',
  locked: 'another process holds the store: is a second master running on the same root?',
  io: 'look at the disk (dmesg)',
  internal: 'this is a defect of fleet',
};

export function adviceFor(failure: StoreFailure): string {
  return advice[failure];
}

/** What an error of SQLite or of the file system means for the store. */
export function failureOf(error: unknown): StoreFailure {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code !== 'string') return 'internal';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return 'corrupt';
  if (/^SQLITE_FULL/.test(code) || code === 'ENOSPC' || code === 'EDQUOT') return 'disk-full';
  if (/^SQLITE_(READONLY|PERM|CANTOPEN)/.test(code) || code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return 'read-only';
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return 'locked';
  if (/^SQLITE_IOERR/.test(code)) return 'io';
  return 'internal';
}
