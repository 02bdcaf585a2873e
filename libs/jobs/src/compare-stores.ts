import Sqlite from 'better-sqlite3';
import { bodyText, type PackedBody } from './return-body.js';

export interface StoreDifference {
  readonly table: string;
  /** Rows that one of the two lacks, or has otherwise. */
  readonly onlyFirst: number;
  readonly onlySecond: number;
  /** Some of them, as JSON. */
  readonly examples: readonly string[];
}

/**
 * What a store and one that was made from the streams must have in common. Times at which a return was stored or a minion acknowledged are the
 * master's own and may differ.
 */
export const comparedTables: Readonly<Record<string, string>> = {
  jobs: 'SELECT * FROM jobs',
  expected: 'SELECT jid, key, minion, silence FROM expected',
  returns: 'SELECT jid, key, success, retcode, body_text(body) AS body FROM returns',
  job_totals: 'SELECT jid, expected, returned, failed, silent FROM job_totals',
  keys: 'SELECT * FROM keys',
  tokens: 'SELECT * FROM tokens',
  incarnations: 'SELECT * FROM incarnations',
  token_uses: 'SELECT * FROM token_uses',
  members: 'SELECT * FROM members',
  artifacts: 'SELECT * FROM artifacts',
  operators: 'SELECT * FROM operators',
  logins: 'SELECT * FROM logins',
  approvals: 'SELECT * FROM approvals',
  rollouts: 'SELECT * FROM rollouts',
  schedules: 'SELECT * FROM schedules',
  drift_checks: 'SELECT * FROM drift_checks',
  drift: 'SELECT * FROM drift',
  audit: 'SELECT * FROM audit',
  scheduled: 'SELECT key, jid, minion, function, success, body_text(body) AS body FROM scheduled',
};

/** Empty where they say the same. Both are only read. @throws the error of SQLite for a file that is no store */
export function compareStores(first: string, second: string, examples = 3): StoreDifference[] {
  const database = new Sqlite(first, { readonly: true });
  try {
    database.function('body_text', { deterministic: true }, (packed: unknown) => bodyText(packed as PackedBody));
    database.prepare('ATTACH ? AS other').run(second);
    return Object.entries(comparedTables).flatMap(([table, select]) => {
      const other = select.replace(/ FROM /, ' FROM other.');
      const lacks = (a: string, b: string): Record<string, unknown>[] =>
        database.prepare<unknown[], Record<string, unknown>>(`${a} EXCEPT ${b}`).all();
      const onlyFirst = lacks(select, other);
      const onlySecond = lacks(other, select);
      if (onlyFirst.length + onlySecond.length === 0) return [];
      return [
        {
          table,
          onlyFirst: onlyFirst.length,
          onlySecond: onlySecond.length,
          examples: [...onlyFirst.slice(0, examples), ...onlySecond.slice(0, examples)].map((row) =>
            JSON.stringify(row),
          ),
        },
      ];
    });
  } finally {
    database.close();
  }
}
