import type { Database, Statement } from 'better-sqlite3';

/** Numbers that are taken from the store at once; those that a crash leaves unused are skipped. */
const block = 10_000;

/** What the store says of itself. */
export class MetaTable {
  private readonly read: Statement<[string], { value: number }>;
  private readonly write: Statement<[string, number]>;
  private readonly counters = new Map<string, { next: number; reserved: number }>();

  constructor(database: Database) {
    this.read = database.prepare('SELECT value FROM meta WHERE key = ?');
    this.write = database.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
  }

  /** When this store began, in milliseconds; of two stores of one fleet, the one with the greater epoch is in command. */
  get epoch(): number {
    return this.number('epoch');
  }

  /** Begins anew: greater than every epoch before, whatever the clock says. */
  beginEpoch(now: number): number {
    const epoch = Math.max(now, this.epoch + 1);
    this.write.run('epoch', epoch);
    return epoch;
  }

  /** The next number of a counter that never repeats and never goes back, also over a crash. */
  next(counter: string): number {
    const held = this.counters.get(counter) ?? { next: this.number(counter) + 1, reserved: 0 };
    if (held.next > held.reserved) {
      held.reserved = held.next + block;
      this.write.run(counter, held.reserved);
    }
    this.counters.set(counter, { ...held, next: held.next + 1 });
    return held.next;
  }

  private number(key: string): number {
    return this.read.get(key)?.value ?? 0;
  }
}
