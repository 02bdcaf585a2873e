import type { Database, Statement } from 'better-sqlite3';

/** Numbers that are taken from the store at once; those that a crash leaves unused are skipped. */
const block = 10_000;

/** What the store says of itself. */
export class MetaTable {
  private readonly read: Statement<[string], { value: number | string }>;
  private readonly write: Statement<[string, number | string]>;
  private readonly raise: Statement<[number]>;
  private readonly counters = new Map<string, { next: number; reserved: number }>();

  constructor(database: Database) {
    this.read = database.prepare('SELECT value FROM meta WHERE key = ?');
    this.write = database.prepare(
      'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    );
    this.raise = database.prepare("UPDATE meta SET value = value + ? WHERE typeof(value) <> 'text' AND key <> 'epoch'");
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

  /** Counters go on well behind what the store that this one replaces may have given since it was written down. */
  skipAhead(): void {
    this.raise.run(100 * block);
    this.counters.clear();
  }

  /** The newest jid that was ever seen, also of a job that is not here; an empty text where there was none. */
  get lastJid(): string {
    return String(this.read.get('last_jid')?.value ?? '');
  }

  set lastJid(jid: string) {
    this.write.run('last_jid', jid);
  }

  /** When everything that must be known for ever was last told; milliseconds since the epoch, 0 for never. Text, as all that is no counter. */
  get asserted(): number {
    return Number(this.read.get('asserted')?.value ?? 0);
  }

  set asserted(at: number) {
    this.write.run('asserted', String(at));
  }

  private number(key: string): number {
    return (this.read.get(key)?.value as number | undefined) ?? 0;
  }
}
