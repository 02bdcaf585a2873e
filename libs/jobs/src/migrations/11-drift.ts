/**
 * When what the master does by itself was last its turn; what checks found on minions that is not as it is wished, and when each was checked last. A job
 * says of what kind it is where that means something for what it returns.
 */
export const drift = `
  CREATE TABLE schedules (
    name TEXT PRIMARY KEY,
    rhythm TEXT NOT NULL,
    met INTEGER NOT NULL,
    last INTEGER,
    enabled INTEGER,
    ran INTEGER,
    outcome TEXT,
    note TEXT,
    jid TEXT
  ) WITHOUT ROWID;

  CREATE TABLE drift_checks (
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    minion TEXT NOT NULL,
    jid TEXT NOT NULL,
    at INTEGER NOT NULL,
    more INTEGER NOT NULL DEFAULT 0,
    failed TEXT,
    PRIMARY KEY (key, scope)
  ) WITHOUT ROWID;

  CREATE TABLE drift (
    key TEXT NOT NULL,
    scope TEXT NOT NULL,
    tag TEXT NOT NULL,
    minion TEXT NOT NULL,
    sls TEXT NOT NULL,
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    kind TEXT NOT NULL,
    since INTEGER NOT NULL,
    comment TEXT NOT NULL,
    changes TEXT NOT NULL,
    PRIMARY KEY (key, scope, tag)
  ) WITHOUT ROWID;

  ALTER TABLE jobs ADD COLUMN kind TEXT;
`;
