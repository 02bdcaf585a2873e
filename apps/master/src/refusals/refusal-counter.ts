import type { RefusalKind, RefusalRow } from '@fleet/protocol';
import type { Fields } from '@fleet/telemetry';
import type { QuietLog } from '../runtime/quiet-log.js';

/** Rows that are kept: a stranger with a join token has as many keys as it likes. The row that was quiet for longest goes. */
const most = 20_000;

/** Counts what was refused, by key and kind, and has each logged once per burst. */
export class RefusalCounter {
  private readonly rows = new Map<string, { -readonly [F in keyof RefusalRow]: RefusalRow[F] }>();

  constructor(
    private readonly quiet: Pick<QuietLog, 'warn'>,
    private readonly now: () => number = Date.now,
  ) {}

  /** @param key the public key that the bus proves */
  refused(key: string, kind: RefusalKind, fields: Fields, message: string): void {
    const at = this.now();
    const name = `${key} ${kind}`;
    const row = this.rows.get(name) ?? { key, kind, count: 0, first: at, last: at };
    row.count += 1;
    row.last = at;
    this.rows.delete(name);
    this.rows.set(name, row);
    if (this.rows.size > most) for (const [oldest] of this.rows) if (this.rows.delete(oldest)) break;
    this.quiet.warn(key, { key, refusal: kind, ...fields }, message);
  }

  /** The newest first. */
  list(): RefusalRow[] {
    return [...this.rows.values()].reverse();
  }
}
