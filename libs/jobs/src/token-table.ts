import type { Database, Statement } from 'better-sqlite3';

export interface TokenRow {
  /** Public key of the token's user (`U…`). */
  readonly key: string;
  readonly created: number;
  readonly expires: number;
  /** Minions that may enrol with it. */
  readonly uses: number;
  readonly operator: string;
}

export type TokenUse = 'granted' | 'unknown' | 'expired' | 'used-up';

/** Join tokens: what they allow is counted here, the secret itself is never stored. */
export class TokenTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = <R>(sql: string): Statement<unknown[], R> => database.prepare<unknown[], R>(sql);
    this.statements = {
      insert: prepare('INSERT INTO tokens (key, created, expires, uses, operator) VALUES (?, ?, ?, ?, ?)'),
      get: prepare<TokenRow>('SELECT * FROM tokens WHERE key = ?'),
      used: prepare<{ count: number }>('SELECT count(*) AS count FROM token_uses WHERE token = ?'),
      by: prepare('SELECT 1 FROM token_uses WHERE token = ? AND key = ?'),
      use: prepare('INSERT INTO token_uses (token, key, at) VALUES (?, ?, ?)'),
      expired: prepare('DELETE FROM tokens WHERE expires < ?'),
    };
  }

  create(token: TokenRow): void {
    this.statements.insert.run(token.key, token.created, token.expires, token.uses, token.operator);
  }

  /** A minion that asks again with the token it came with does not use it twice. */
  use(token: string, minionKey: string, at: number): TokenUse {
    const row = this.statements.get.get(token);
    if (!row) return 'unknown';
    if (row.expires <= at) return 'expired';
    if (this.statements.by.get(token, minionKey)) return 'granted';
    if ((this.statements.used.get(token)?.count ?? 0) >= row.uses) return 'used-up';
    this.statements.use.run(token, minionKey, at);
    return 'granted';
  }

  /** Forgets tokens that expired before; how many. */
  prune(before: number): number {
    return this.statements.expired.run(before).changes;
  }
}
