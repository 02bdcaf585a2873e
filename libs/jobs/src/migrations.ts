import type { Database } from 'better-sqlite3';

/**
 * Each step brings a store one version further (`PRAGMA user_version` counts them). A step that has been released is never edited.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE jobs (
    jid TEXT PRIMARY KEY,
    function TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target TEXT NOT NULL,
    args TEXT NOT NULL,
    kwargs TEXT NOT NULL,
    operator TEXT NOT NULL,
    created INTEGER NOT NULL,
    timeout INTEGER,
    revision TEXT,
    ended INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX jobs_running ON jobs (jid) WHERE ended IS NULL;

  CREATE TABLE expected (
    jid TEXT NOT NULL REFERENCES jobs (jid) ON DELETE CASCADE,
    key TEXT NOT NULL,
    minion TEXT NOT NULL,
    acknowledged INTEGER,
    silence TEXT,
    PRIMARY KEY (jid, key)
  ) WITHOUT ROWID;

  CREATE TABLE returns (
    jid TEXT NOT NULL,
    key TEXT NOT NULL,
    success INTEGER NOT NULL,
    retcode INTEGER NOT NULL,
    body TEXT NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (jid, key),
    FOREIGN KEY (jid, key) REFERENCES expected (jid, key) ON DELETE CASCADE
  );

  CREATE TABLE keys (
    key TEXT PRIMARY KEY,
    minion TEXT NOT NULL,
    seal_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'rejected')),
    enrolled INTEGER NOT NULL,
    decided INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX keys_minion ON keys (minion);
  CREATE UNIQUE INDEX keys_one_accepted ON keys (minion) WHERE state = 'accepted';

  CREATE TABLE minions (
    key TEXT PRIMARY KEY,
    up INTEGER NOT NULL,
    since INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    version TEXT,
    grains TEXT
  ) WITHOUT ROWID;

  CREATE TABLE tokens (
    key TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    uses INTEGER NOT NULL,
    operator TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE token_uses (
    token TEXT NOT NULL REFERENCES tokens (key) ON DELETE CASCADE,
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (token, key)
  ) WITHOUT ROWID;

  CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    function TEXT,
    args TEXT,
    jid TEXT,
    outcome TEXT NOT NULL
  );
  CREATE INDEX audit_jid ON audit (jid) WHERE jid IS NOT NULL;
  CREATE TRIGGER audit_keeps_rows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
  CREATE TRIGGER audit_keeps_values BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are kept'); END;
  `,
  `
  CREATE TABLE scheduled (
    key TEXT NOT NULL,
    jid TEXT NOT NULL,
    minion TEXT NOT NULL,
    function TEXT NOT NULL,
    args TEXT NOT NULL,
    kwargs TEXT NOT NULL,
    started INTEGER NOT NULL,
    success INTEGER NOT NULL,
    body TEXT NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (key, jid)
  );
  CREATE INDEX scheduled_stored ON scheduled (stored, jid);
  CREATE INDEX scheduled_jid ON scheduled (jid);

  CREATE TABLE artifacts (
    minion TEXT NOT NULL,
    path TEXT NOT NULL,
    key TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    stored_size INTEGER NOT NULL,
    secret INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (minion, path)
  ) WITHOUT ROWID;
  `,
];

/** `newer`: the store was written by a later version of fleet, which this one must not touch. */
export function migrate(database: Database): 'current' | 'newer' {
  const version = (): number => database.pragma('user_version', { simple: true }) as number;
  if (version() > migrations.length) return 'newer';
  if (version() === migrations.length) return 'current';
  database
    .transaction(() => {
      // Asked again inside: another process may have migrated while this one waited for the lock.
      for (let step = version(); step < migrations.length; step += 1) database.exec(migrations[step] as string);
      database.pragma(`user_version = ${migrations.length}`);
    })
    .immediate();
  return 'current';
}
