import type { Database } from 'better-sqlite3';
import { auditHash, chainStart, storable, type AuditEntry } from '../audit-chain.js';

/** Operators come into the store; the rows of audit that are there become the beginning of the chain. */
export function operatorsAndAuditChain(database: Database): void {
  database.exec(`
  CREATE TABLE operators (
    key TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    revoked INTEGER,
    added_by TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX operators_one_active ON operators (name) WHERE revoked IS NULL;

  CREATE TABLE logins (
    token TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    used_by TEXT
  ) WITHOUT ROWID;

  CREATE TABLE approvals (
    id TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    key TEXT NOT NULL,
    operator TEXT NOT NULL,
    function TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target TEXT NOT NULL,
    args TEXT NOT NULL,
    kwargs TEXT NOT NULL,
    sealed TEXT NOT NULL,
    digest TEXT NOT NULL,
    minions TEXT NOT NULL,
    approvers TEXT NOT NULL,
    needed INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'started', 'denied', 'void', 'expired')),
    decisions TEXT NOT NULL,
    jid TEXT,
    reason TEXT
  ) WITHOUT ROWID;
  CREATE INDEX approvals_waiting ON approvals (created) WHERE state = 'waiting';

  ALTER TABLE audit RENAME TO audit_before;
  DROP INDEX audit_jid;
  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    function TEXT,
    args TEXT,
    jid TEXT,
    outcome TEXT NOT NULL,
    note TEXT,
    previous TEXT NOT NULL UNIQUE,
    hash TEXT NOT NULL UNIQUE
  );`);
  chain(database);
  database.exec(`
  DROP TABLE audit_before;
  CREATE INDEX audit_jid ON audit (jid) WHERE jid IS NOT NULL;
  CREATE INDEX audit_at ON audit (at);
  CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
  CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
  -- INSERT OR REPLACE deletes without asking the first of them.
  CREATE TRIGGER audit_keeps_order BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit WHERE id >= NEW.id)
    BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
  `);
}

/** What the rows said before there was a chain nobody can prove; from here on they stay as they are. */
function chain(database: Database): void {
  const insert = database.prepare(
    `INSERT INTO audit (id, at, who, action, target, function, args, jid, outcome, previous, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const after = database.prepare<unknown[], Record<string, unknown>>(
    'SELECT * FROM audit_before WHERE id > ? ORDER BY id LIMIT 1000',
  );
  let [last, id, previous] = [Number.MIN_SAFE_INTEGER, 0, chainStart];
  for (;;) {
    const rows = after.all(last);
    for (const row of rows) {
      const present = Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
      const entry = storable(present as unknown as AuditEntry);
      id += 1;
      const hash = auditHash({ ...entry, id, previous });
      insert.run(
        ...[id, entry.at, entry.who, entry.action, entry.target ?? null, entry.function ?? null, entry.args ?? null],
        ...[entry.jid ?? null, entry.outcome, previous, hash],
      );
      [last, previous] = [row.id as number, hash];
    }
    if (rows.length === 0) return;
  }
}
