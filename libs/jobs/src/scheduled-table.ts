import type { Database, Statement } from 'better-sqlite3';
import { timeOfJid, type Jid, type JobDetails, type JobRow, type Return } from '@fleet/protocol';
import type { JobFilter } from './job-list.js';
import type { ExpectedMinion } from './job-records.js';
import { asSqlite } from './job-outcomes.js';
import { octetsOf, packBody, unpackBody, type PackedBody } from './return-body.js';

/** What one minion may keep here of what its own schedule did: a minion decides by itself how often that is. */
const most = { returns: 500, bytes: 32 * 1024 * 1024 };
/** Characters of a call that lists show; the return has the whole of it. */
const shown = 4096;

type Row = Record<string, unknown>;

/**
 * Returns of jobs that minions' own schedules began. They have a table to themselves: a minion chooses their jids, and must not take one
 * that the master has given or will give.
 */
export class ScheduledTable {
  private readonly statements;

  constructor(private readonly database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert: prepare(`INSERT INTO scheduled (key, jid, minion, function, args, kwargs, started, success, body, stored)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`),
      trim: prepare(`DELETE FROM scheduled WHERE key = ? AND jid IN (
        SELECT jid FROM (
          SELECT jid, row_number() OVER newest AS place, sum(octet_length(body)) OVER newest AS bytes
          FROM scheduled WHERE key = ? WINDOW newest AS (ORDER BY stored DESC, jid DESC)
        ) WHERE place > ? OR (bytes > ? AND place > 1))`),
      isSchedule: prepare("SELECT 'schedule' GLOB ? AS fits"),
      place: prepare(
        `SELECT coalesce((SELECT min(stored) FROM scheduled WHERE jid = ?), (SELECT created FROM jobs WHERE jid = ?)) AS place`,
      ),
      nextFunction: prepare(
        'SELECT function, function GLOB ? AS fits FROM scheduled WHERE function > ? ORDER BY function LIMIT 1',
      ),
      show: prepare('SELECT * FROM scheduled WHERE jid = ? ORDER BY stored, minion'),
    };
  }

  /** Keeps a return once, however often it arrives; the oldest of this minion make room. False where it was here before. */
  record(from: ExpectedMinion, body: Return & Required<Pick<Return, 'scheduled'>>, at: number): boolean {
    const { args, kwargs } = body.scheduled;
    const kept = this.statements.insert.run(
      from.key,
      body.jid,
      from.minion,
      body.function,
      args.length + kwargs.length <= shown ? args : `["(${args.length} characters)"]`,
      args.length + kwargs.length <= shown ? kwargs : '{}',
      body.started,
      body.success ? 1 : 0,
      packBody(body),
      at,
    );
    if (kept.changes === 0) return false;
    this.statements.trim.run(from.key, from.key, most.returns, most.bytes);
    return true;
  }

  /** Newest first, by the clock of the master: a minion chooses its jids. */
  list(limit: number, filter: JobFilter = {}): JobRow[] {
    const { function: called, operator = 'schedule', outcome } = filter;
    const possible = outcome === undefined || outcome === 'ok' || outcome === 'failed';
    if (!possible || this.statements.isSchedule.get(asSqlite(operator))?.fits !== 1) return [];
    const { sql, values } = conditionsOf(filter, filter.before === undefined ? undefined : this.placeOf(filter.before));
    const select = (more: string): Statement<unknown[], Row> =>
      this.database.prepare<unknown[], Row>(
        `SELECT * FROM scheduled WHERE ${[...sql, more].join(' AND ')} ORDER BY stored DESC, jid DESC LIMIT ?`,
      );
    if (called === undefined || called === '*')
      return select('1')
        .all(...values, limit)
        .map(jobRow);
    const one = select('function = ?');
    return this.functionsIn(asSqlite(called))
      .flatMap((name) => one.all(...values, name, limit))
      .sort((a, b) => (b.stored as number) - (a.stored as number) || ((a.jid as Jid) < (b.jid as Jid) ? 1 : -1))
      .slice(0, limit)
      .map(jobRow);
  }

  /** When a row of a list came here, so that the list goes on behind it. */
  private placeOf(jid: Jid): number {
    return (this.statements.place.get(jid, jid)?.place as number | null) ?? timeOfJid(jid);
  }

  private functionsIn(glob: string): string[] {
    const found: string[] = [];
    let row = this.statements.nextFunction.get(glob, '');
    while (row) {
      if (row.fits === 1) found.push(row.function as string);
      row = this.statements.nextFunction.get(glob, row.function);
    }
    return found;
  }

  /** Two minions may have chosen the same jid: it is shown as the call of the one that was first. */
  show(jid: Jid): JobDetails | undefined {
    const rows = this.statements.show.all(jid);
    const [first] = rows;
    if (!first) return undefined;
    const minions = rows.map((row) => ({
      minion: row.minion as string,
      acknowledged: row.started as number,
      return: unpackBody(row.body as PackedBody),
    }));
    const target = { type: 'list', expression: minions.map(({ minion }) => minion).join(',') } as const;
    const failed = rows.filter(({ success }) => success === 0).length;
    return { ...jobRow(first), target, expected: rows.length, returned: rows.length, failed, minions };
  }
}

/** `place`: when the oldest that was shown came here. */
function conditionsOf(
  { since, until, outcome, keys }: JobFilter,
  place: number | undefined,
): { sql: string[]; values: unknown[] } {
  const bounds: [string, unknown][] = [];
  if (since !== undefined) bounds.push(['stored >= ?', since]);
  if (until !== undefined) bounds.push(['stored <= ?', until]);
  if (place !== undefined) bounds.push(['stored < ?', place]);
  if (keys !== undefined) bounds.push(['key IN (SELECT value FROM json_each(?))', JSON.stringify(keys)]);
  const success = { ok: ['success = 1'], failed: ['success = 0'] }[outcome as string] ?? [];
  return { sql: [...bounds.map(([sql]) => sql), ...success], values: bounds.map(([, value]) => value) };
}

function jobRow(row: Row): JobRow {
  return {
    jid: row.jid as Jid,
    function: row.function as string,
    target: { type: 'glob', expression: row.minion as string },
    args: row.args as string,
    kwargs: row.kwargs as string,
    operator: 'schedule',
    // Its clock may be ahead of ours.
    created: Math.min(row.started as number, row.stored as number),
    ended: row.stored as number,
    expected: 1,
    returned: 1,
    failed: row.success === 1 ? 0 : 1,
    octets: octetsOf(row.body as PackedBody),
  };
}
