import type { Database, Statement } from 'better-sqlite3';
import type { KeyState } from '@fleet/protocol';

export interface NewToken {
  /** Public key of the token's user (`U…`). */
  readonly key: string;
  readonly created: number;
  readonly expires: number;
  /** Minions that may enrol with it. */
  readonly uses: number;
  /** Who made it: name, and public key where it has one. */
  readonly operator: string;
  readonly operatorKey?: string;
  /** What people call it; several may be called the same. */
  readonly name?: string;
  /** Glob that the ids of its minions have to match. */
  readonly ids?: string;
  /** Its minions are let in without a further question. */
  readonly accept?: boolean;
}

export interface TokenRow extends NewToken {
  readonly accept: boolean;
  readonly revoked?: number;
}

export interface UsedToken extends TokenRow {
  /** By age. `state`: of the key now; absent where it was deleted. */
  readonly used: readonly {
    readonly key: string;
    readonly at: number;
    readonly minion?: string;
    readonly state?: KeyState;
  }[];
}

/** `repeated`: granted, to a key that has come with this token before. */
export type TokenUse = 'granted' | 'repeated' | 'unknown' | 'expired' | 'revoked' | 'used-up';

/** Milliseconds for which a use stays open after it began, or was rejected: the minion has to hear of it, and an answer may be lost. */
const grace = { used: 10_000, rejected: 60_000 };

type Row = Omit<TokenRow, 'accept' | 'operatorKey' | 'name' | 'ids' | 'revoked'> & {
  accept: number;
  operator_key: string | null;
  name: string | null;
  ids: string | null;
  revoked: number | null;
};

/** Join tokens: what they allow is counted here, the secret itself is never stored. */
export class TokenTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = <R>(sql: string): Statement<unknown[], R> => database.prepare<unknown[], R>(sql);
    this.statements = {
      insert: prepare(`INSERT INTO tokens (key, created, expires, uses, operator, operator_key, name, ids, accept)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
      get: prepare<Row>('SELECT * FROM tokens WHERE key = ?'),
      all: prepare<Row>('SELECT * FROM tokens ORDER BY created, key'),
      usedBy: prepare<{
        key: string;
        at: number;
        minion: string | null;
        state: KeyState | null;
      }>(`SELECT token_uses.key, at,
        coalesce(token_uses.minion, keys.minion) AS minion, state FROM token_uses LEFT JOIN keys USING (key)
        WHERE token_uses.token = ? ORDER BY at`),
      used: prepare<{ count: number }>('SELECT count(*) AS count FROM token_uses WHERE token = ?'),
      by: prepare<{ known: number }>(`SELECT EXISTS (SELECT 1 FROM keys WHERE keys.key = token_uses.key) AS known
        FROM token_uses WHERE token = ? AND key = ?`),
      use: prepare('INSERT INTO token_uses (token, key, at, minion) VALUES (?, ?, ?, ?)'),
      revoke: prepare('UPDATE tokens SET revoked = ? WHERE key = ? AND revoked IS NULL'),
      revokeBy: prepare(
        'UPDATE tokens SET revoked = @at WHERE operator_key = @by AND revoked IS NULL AND expires > @at',
      ),
      spent: prepare<{ key: string; created: number }>(`SELECT key, created FROM tokens WHERE expires > @now
        AND (revoked IS NOT NULL OR uses <= (SELECT count(*) FROM token_uses WHERE token = tokens.key))
        AND NOT EXISTS (SELECT 1 FROM token_uses AS one JOIN keys ON keys.key = one.key
          LEFT JOIN minions ON minions.key = one.key WHERE one.token = tokens.key AND (
            keys.state = 'pending' OR one.at > @used OR (keys.state = 'rejected' AND keys.decided > @rejected)
            OR (keys.state = 'accepted' AND minions.key IS NULL)))`),
      expired: prepare('DELETE FROM tokens WHERE expires < ?'),
    };
  }

  create(token: NewToken): void {
    const { key, created, expires, uses, operator, operatorKey, name, ids, accept } = token;
    this.statements.insert.run(
      ...[key, created, expires, uses, operator],
      ...[operatorKey ?? null, name ?? null, ids ?? null, accept ? 1 : 0],
    );
  }

  get(token: string): TokenRow | undefined {
    const row = this.statements.get.get(token);
    return row && rowOf(row);
  }

  /**
   * A minion that asks again with the token it came with does not use it twice, and a token that is revoked meanwhile is good for it still: until
   * its key is deleted. Then the token is worth to it what it is worth to others.
   */
  use(token: string, by: { readonly key: string; readonly minion: string }, at: number): TokenUse {
    const row = this.statements.get.get(token);
    if (!row) return 'unknown';
    if (row.expires <= at) return 'expired';
    const before = this.statements.by.get(token, by.key);
    if (before?.known === 1) return 'repeated';
    if (row.revoked !== null) return 'revoked';
    if ((this.statements.used.get(token)?.count ?? 0) >= row.uses) return 'used-up';
    if (before) return 'repeated';
    this.statements.use.run(token, by.key, at, by.minion);
    return 'granted';
  }

  /** By age, with who came with it. */
  list(): UsedToken[] {
    return this.statements.all.all().map((row) => ({
      ...rowOf(row),
      used: this.statements.usedBy.all(row.key).map(({ key, at, minion, state }) => ({
        ...{ key, at },
        ...(minion !== null && { minion }),
        ...(state !== null && { state }),
      })),
    }));
  }

  /** False where it is unknown, or revoked already. */
  revoke(token: string, at: number): boolean {
    return this.statements.revoke.run(at, token).changes > 0;
  }

  /** Revokes those that this operator made and that are good still; how many. */
  revokeBy(operatorKey: string, at: number): number {
    return this.statements.revokeBy.run({ by: operatorKey, at }).changes;
  }

  /** Tokens that have not expired and nobody may use any more: no further minion, and none that waits for its answer. */
  spent(now: number): { readonly key: string; readonly created: number }[] {
    return this.statements.spent.all({ now, used: now - grace.used, rejected: now - grace.rejected });
  }

  /** Forgets tokens that expired before; how many. */
  prune(before: number): number {
    return this.statements.expired.run(before).changes;
  }
}

function rowOf(row: Row): TokenRow {
  const { key, created, expires, uses, operator, operator_key: operatorKey, name, ids, accept, revoked } = row;
  return {
    ...{ key, created, expires, uses, operator, accept: accept === 1 },
    ...(operatorKey !== null && { operatorKey }),
    ...(name !== null && { name }),
    ...(ids !== null && { ids }),
    ...(revoked !== null && { revoked }),
  };
}
