/** What the master says of itself and of the machine that it runs on. */
export interface MasterHealth {
  readonly version: string;
  /** Its clock; milliseconds since the epoch. */
  readonly time: number;
  /** When it started. */
  readonly since: number;
  /** Where it keeps things; bytes. Several that lie in one file system are one row. */
  readonly disks: readonly { readonly holds: string; readonly free: number; readonly size: number }[];
  /** What its store takes; bytes. */
  readonly store: number;
  /** Of the backups: `scheduled`: it makes them itself. */
  readonly backup: { readonly newest?: number; readonly scheduled: boolean };
}

/** Milliseconds by which the clock of a minion may differ from the master's before anybody is told. */
export const clockTolerance = 2000;
