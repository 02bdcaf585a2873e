import type { Database, Statement } from 'better-sqlite3';
import type { KeyRow, KeyState } from '@fleet/protocol';

export interface EnrolledKey {
  readonly minion: string;
  readonly key: string;
  /** Raw X25519 public key, base64url. */
  readonly sealKey: string;
  readonly fingerprint: string;
  readonly at: number;
  /** What people call the join token that it came with. */
  readonly token?: string;
  /** Where it asked from, as the server saw it. */
  readonly address?: string;
}

export interface KeyRecord extends Omit<KeyRow, 'replaces'> {
  readonly sealKey: string;
}

type Row = {
  minion: string;
  key: string;
  seal_key: string;
  fingerprint: string;
  state: KeyState;
  enrolled: number;
  decided: number | null;
  incarnation: number | null;
  token: string | null;
  address: string | null;
  successor: string | null;
};

/** Who asked to be let in, and what was decided. At most one key of a minion is accepted at any time. */
export class KeyTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert: prepare(`INSERT INTO keys (key, minion, seal_key, fingerprint, state, enrolled, token, address)
        VALUES (?, ?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING`),
      decide: prepare('UPDATE keys SET state = ?, decided = ?, successor = ? WHERE key = ?'),
      count:
        prepare(`INSERT INTO incarnations (minion, last) SELECT minion, 1 FROM keys WHERE key = ? AND incarnation IS NULL
        ON CONFLICT (minion) DO UPDATE SET last = last + 1`),
      number:
        prepare(`UPDATE keys SET incarnation = (SELECT last FROM incarnations WHERE incarnations.minion = keys.minion)
        WHERE key = ? AND incarnation IS NULL`),
      remove: prepare('DELETE FROM keys WHERE key = ?'),
      get: prepare('SELECT * FROM keys WHERE key = ?'),
      all: prepare('SELECT * FROM keys ORDER BY minion, enrolled'),
      accepted: prepare("SELECT * FROM keys WHERE state = 'accepted' ORDER BY minion"),
      acceptedFor: prepare("SELECT * FROM keys WHERE state = 'accepted' AND minion = ?"),
      last: database.prepare<unknown[], { last: number }>('SELECT last FROM incarnations WHERE minion = ?'),
    };
  }

  /** What is known of the key afterwards: a key that asks again stays as it was decided. */
  enrol({ key, minion, sealKey, fingerprint, at, token, address }: EnrolledKey): KeyRecord {
    this.statements.insert.run(key, minion, sealKey, fingerprint, at, token ?? null, address ?? null);
    return this.get(key) as KeyRecord;
  }

  /** False where accepting would give the minion's id a second accepted key: that is for {@link replace}. */
  decide(key: string, state: Exclude<KeyState, 'pending'>, at: number): boolean {
    const row = this.get(key);
    if (!row) return false;
    if (state === 'accepted') {
      const other = this.acceptedFor(row.minion);
      if (other && other.key !== key) return false;
    }
    return this.#decide(key, state, at);
  }

  /**
   * Accepts the key, and rejects the one that was accepted for the same id until now, which is answered. Two writes: to be called inside of
   * a transaction of the store.
   */
  replace(key: string, at: number): KeyRecord | undefined {
    const row = this.get(key);
    const other = row && this.acceptedFor(row.minion);
    if (!row || !other || other.key === key) return undefined;
    this.#decide(other.key, 'rejected', at, key);
    this.#decide(key, 'accepted', at);
    return this.get(other.key);
  }

  remove(key: string): boolean {
    return this.statements.remove.run(key).changes > 0;
  }

  get(key: string): KeyRecord | undefined {
    return record(this.statements.get.get(key));
  }

  /** By minion, then by age. */
  all(): KeyRecord[] {
    return this.statements.all.all().map((row) => record(row) as KeyRecord);
  }

  accepted(): KeyRecord[] {
    return this.statements.accepted.all().map((row) => record(row) as KeyRecord);
  }

  acceptedFor(minion: string): KeyRecord | undefined {
    return record(this.statements.acceptedFor.get(minion));
  }

  /** How many keys have been accepted for an id, those that are gone included. */
  incarnations(minion: string): number {
    return this.statements.last.get(minion)?.last ?? 0;
  }

  #decide(key: string, state: KeyState, at: number, successor?: string): boolean {
    const done = this.statements.decide.run(state, at, successor ?? null, key).changes > 0;
    if (state === 'accepted') {
      this.statements.count.run(key);
      this.statements.number.run(key);
    }
    return done;
  }
}

function record(row: Row | undefined): KeyRecord | undefined {
  if (!row) return undefined;
  const { minion, key, seal_key: sealKey, fingerprint, state, enrolled } = row;
  const { decided, incarnation, token, address, successor } = row;
  return {
    ...{ minion, key, sealKey, fingerprint, state, enrolled },
    ...(decided !== null && { decided }),
    ...(incarnation !== null && { incarnation }),
    ...(token !== null && { token }),
    ...(address !== null && { address }),
    ...(successor !== null && { successor }),
  };
}
