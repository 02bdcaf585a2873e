import type { Database, Statement } from 'better-sqlite3';

export interface LoginRecord {
  /** Public key of the token's user (`U…`). */
  readonly token: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly created: number;
  readonly expires: number;
  /** Who made it. */
  readonly by: string;
}

export type LoginUse = 'granted' | 'unknown' | 'expired' | 'used-up';

/** Milliseconds for which a token that was used is still answered. */
const grace = 60_000;

type Row = Record<string, unknown>;

/** Login tokens: whom each of them makes an operator, once. The secret itself is never stored. */
export class LoginTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert: prepare('INSERT INTO logins (token, name, roles, created, expires, added_by) VALUES (?, ?, ?, ?, ?, ?)'),
      get: prepare('SELECT * FROM logins WHERE token = ?'),
      use: prepare('UPDATE logins SET used_by = ? WHERE token = ? AND used_by IS NULL'),
      open: prepare('SELECT * FROM logins WHERE used_by IS NULL AND expires > ? ORDER BY name, created'),
      withdraw: prepare('DELETE FROM logins WHERE name = ? AND used_by IS NULL'),
      withdrawBy: prepare('DELETE FROM logins WHERE added_by = ? AND used_by IS NULL'),
      spent: prepare(`SELECT token, logins.created AS created FROM logins JOIN operators ON operators.key = used_by
        WHERE logins.expires > ? AND operators.created < ?`),
      expired: prepare('DELETE FROM logins WHERE expires < ?'),
    };
  }

  create({ token, name, roles, created, expires, by }: LoginRecord): void {
    this.statements.insert.run(token, name, JSON.stringify(roles), created, expires, by);
  }

  get(token: string): LoginRecord | undefined {
    const row = this.statements.get.get(token);
    return row && recordOf(row);
  }

  /** Whoever asks again with the key that it used the token for, because the answer was lost, gets it again. */
  use(token: string, key: string, at: number): LoginUse {
    const row = this.statements.get.get(token);
    if (!row) return 'unknown';
    if ((row.expires as number) <= at) return 'expired';
    if (row.used_by === key) return 'granted';
    return this.statements.use.run(key, token).changes > 0 ? 'granted' : 'used-up';
  }

  /** Those that somebody may still log in with. */
  open(at: number): LoginRecord[] {
    return this.statements.open.all(at).map(recordOf);
  }

  /** Tokens that made an operator, who has had time to ask again for an answer that was lost; the expired are none of them. */
  spent(now: number): { readonly key: string; readonly created: number }[] {
    return this.statements.spent.all(now, now - grace).map(({ token, created }) => ({
      key: token as string,
      created: created as number,
    }));
  }

  /** Takes back what was not used; how many. */
  withdraw(name: string): number {
    return this.statements.withdraw.run(name).changes;
  }

  /** Takes back what this operator made and nobody has used; how many. */
  withdrawBy(operator: string): number {
    return this.statements.withdrawBy.run(operator).changes;
  }

  /** Forgets tokens that expired before; how many. */
  prune(before: number): number {
    return this.statements.expired.run(before).changes;
  }
}

function recordOf(row: Row): LoginRecord {
  return {
    token: row.token as string,
    name: row.name as string,
    roles: JSON.parse(row.roles as string) as string[],
    created: row.created as number,
    expires: row.expires as number,
    by: row.added_by as string,
  };
}
