export const jobsAndKeys = `
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
  `;
