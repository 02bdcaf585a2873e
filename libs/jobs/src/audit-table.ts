import type { Database, Statement } from 'better-sqlite3';
import { auditHash, chainStart, storable, type AuditEntry, type AuditRow } from './audit-chain.js';

export interface AuditQuery {
  readonly limit: number;
  /** Name or public key of who did it. */
  readonly operator?: string;
  /** A pattern of SQLite's GLOB. */
  readonly function?: string;
  /** Milliseconds since the epoch. */
  readonly since?: number;
  readonly outcome?: string;
  readonly jid?: string;
}

export interface AuditHead {
  readonly id: number;
  readonly hash: string;
}

/** A place at which the chain does not hold: what stands there, exactly. */
export interface AuditBreak {
  readonly row: number;
  /** What the row says stood before it, what it says its own hash is, and the hash of what it says now. */
  readonly previous: string;
  readonly hash: string;
  readonly says: string;
  /** The row that does stand before it. */
  readonly before: AuditHead;
  readonly reason: string;
}

export type AuditVerdict =
  | { readonly ok: true; readonly count: number; readonly head: AuditHead }
  | { readonly ok: false; readonly count: number; readonly broken: AuditBreak };

/** Rows that tell of it have this for their action. */
export const acknowledging = 'audit_acknowledge';

/** Rows that are looked at in one go; between two the event loop turns. */
const page = 2000;

type Row = Record<string, unknown>;

/** What operators did. The database itself refuses to change or delete a row, and each row holds the hash of the one before. */
export class AuditTable {
  private readonly statements;
  private readonly appendOne: (entry: AuditEntry) => AuditRow;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert:
        prepare(`INSERT INTO audit (id, at, who, action, target, function, args, jid, outcome, note, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      head: prepare('SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1'),
      count: prepare('SELECT count(*) AS count FROM audit'),
      after: prepare('SELECT * FROM audit WHERE id > ? ORDER BY id LIMIT ?'),
      byHash: prepare('SELECT id FROM audit WHERE hash = ?'),
      acknowledging: prepare('SELECT * FROM audit WHERE action = ? ORDER BY id'),
      list: prepare(`SELECT * FROM audit
        WHERE (@operator IS NULL OR who = @operator OR substr(who, 1, length(@operator) + 1) = @operator || ' '
            OR substr(who, -length(@operator) - 1) = ' ' || @operator)
          AND (@function IS NULL OR function GLOB @function)
          AND (@since IS NULL OR at >= @since)
          AND (@outcome IS NULL OR outcome = @outcome)
          AND (@jid IS NULL OR jid = @jid)
        ORDER BY id DESC LIMIT @limit`),
    };
    // Head and row belong together: two processes may append, and the chain has one end.
    this.appendOne = database.transaction((entry: AuditEntry) => this.link(entry)).immediate;
  }

  append(entry: AuditEntry): AuditRow {
    return this.appendOne(entry);
  }

  /** Newest first. */
  list(limit: number, query: Omit<AuditQuery, 'limit'> = {}): AuditRow[] {
    const { operator = null, since = null, outcome = null, jid = null } = query;
    return this.statements.list
      .all({ limit, operator, function: query.function ?? null, since, outcome, jid })
      .map(rowOf);
  }

  /** `undefined` where nothing was ever done. */
  head(): AuditHead | undefined {
    return this.statements.head.get() as AuditHead | undefined;
  }

  get count(): number {
    return this.statements.count.get()?.count as number;
  }

  /** The id of the row with this hash. */
  find(hash: string): number | undefined {
    return this.statements.byHash.get(hash)?.id as number | undefined;
  }

  /** Rows by which somebody took note that rows are missing, oldest first. Whether they are to be believed their signature says. */
  acknowledgements(): AuditRow[] {
    return this.statements.acknowledging.all(acknowledging).map(rowOf);
  }

  /**
   * Goes through all rows: each follows the one before, and says what it said when it was written.
   * @param passes whether a place that does not hold is to be passed over
   */
  async verify(passes: (broken: AuditBreak) => boolean = () => false): Promise<AuditVerdict> {
    let head: AuditHead = { id: 0, hash: chainStart };
    let count = 0;
    for (;;) {
      const rows = this.statements.after.all(head.id, page).map(rowOf);
      for (const row of rows) {
        const broken = breakAt(row, head);
        if (broken && !passes(broken)) return { ok: false, count, broken };
        head = { id: row.id, hash: row.hash };
        count += 1;
      }
      if (rows.length < page) return { ok: true, count, head };
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  private link(given: AuditEntry): AuditRow {
    const entry = storable(given);
    const head = this.head();
    const linked = { ...entry, id: (head?.id ?? 0) + 1, previous: head?.hash ?? chainStart };
    const row: AuditRow = { ...linked, hash: auditHash(linked) };
    this.statements.insert.run(
      ...[row.id, row.at, row.who, row.action, row.target ?? null, row.function ?? null, row.args ?? null],
      ...[row.jid ?? null, row.outcome, row.note ?? null, row.previous, row.hash],
    );
    return row;
  }
}

function breakAt(row: AuditRow, before: AuditHead): AuditBreak | undefined {
  const { id, previous, hash } = row;
  const says = auditHash(row);
  const reason = mistake({ id, previous, altered: says !== hash }, before);
  return reason === undefined ? undefined : { row: id, previous, hash, says, before, reason };
}

function mistake(
  { id, previous, altered }: Pick<AuditRow, 'id' | 'previous'> & { readonly altered: boolean },
  before: AuditHead,
): string | undefined {
  const [first, last] = [before.id + 1, id - 1];
  if (first === last) return `row ${first} is missing`;
  if (first < last) return `rows ${first} to ${last} are missing`;
  if (previous !== before.hash) return `row ${id} does not follow the row before`;
  return altered ? `row ${id} does not say what it said when it was written` : undefined;
}

function rowOf(row: Row): AuditRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as AuditRow;
}
