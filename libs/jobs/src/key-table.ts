import type { Database, Statement } from 'better-sqlite3';
import type { KeyRow, KeyState } from '@fleet/protocol';

export interface EnrolledKey {
  readonly minion: string;
  readonly key: string;
  /** Raw X25519 public key, base64url. */
  readonly sealKey: string;
  readonly fingerprint: string;
  readonly at: number;
}

export interface KeyRecord extends KeyRow {
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
};

/** Who asked to be let in, and what was decided. At most one key of a minion is accepted at any time. */
export class KeyTable {
  private readonly statements;

  constructor(database: Database) {
    const prepare = (sql: string): Statement<unknown[], Row> => database.prepare<unknown[], Row>(sql);
    this.statements = {
      insert:
        prepare(`INSERT INTO keys (key, minion, seal_key, fingerprint, state, enrolled) VALUES (?, ?, ?, ?, 'pending', ?)
        ON CONFLICT DO NOTHING`),
      decide: prepare('UPDATE keys SET state = ?, decided = ? WHERE key = ?'),
      remove: prepare('DELETE FROM keys WHERE key = ?'),
      get: prepare('SELECT * FROM keys WHERE key = ?'),
      all: prepare('SELECT * FROM keys ORDER BY minion, enrolled'),
      accepted: prepare("SELECT * FROM keys WHERE state = 'accepted' ORDER BY minion"),
      acceptedFor: prepare("SELECT * FROM keys WHERE state = 'accepted' AND minion = ?"),
    };
  }

  /** What is known of the key afterwards: a key that asks again stays as it was decided. */
  enrol(asked: EnrolledKey): KeyRecord {
    this.statements.insert.run(asked.key, asked.minion, asked.sealKey, asked.fingerprint, asked.at);
    return this.get(asked.key) as KeyRecord;
  }

  /** False where accepting would give the minion's id a second accepted key. */
  decide(key: string, state: Exclude<KeyState, 'pending'>, at: number): boolean {
    const row = this.get(key);
    if (!row) return false;
    if (state === 'accepted') {
      const other = this.acceptedFor(row.minion);
      if (other && other.key !== key) return false;
    }
    return this.statements.decide.run(state, at, key).changes > 0;
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
}

function record(row: Row | undefined): KeyRecord | undefined {
  if (!row) return undefined;
  const { minion, key, seal_key: sealKey, fingerprint, state, enrolled, decided } = row;
  return { minion, key, sealKey, fingerprint, state, enrolled, ...(decided !== null && { decided }) };
}
