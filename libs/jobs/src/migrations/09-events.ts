/**
 * What happened, in order: numbers are given by SQLite and never again. How far each sink has got; `lost`: what left the journal before it
 * was sent.
 */
export const events = `
  CREATE TABLE events (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    minion TEXT,
    tag TEXT NOT NULL,
    kind TEXT NOT NULL,
    data TEXT NOT NULL
  );
  CREATE INDEX events_by_minion ON events (minion, sequence) WHERE minion IS NOT NULL;
  CREATE INDEX events_by_tag ON events (tag, sequence);
  CREATE INDEX events_by_time ON events (at);

  CREATE TABLE sinks (
    name TEXT PRIMARY KEY,
    sent INTEGER NOT NULL,
    delivered INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
`;
