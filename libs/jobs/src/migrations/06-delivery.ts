/**
 * Until when a job may be sent, and what is needed to send it: sealed by the master, gone as soon as nobody waits for it. What a job that
 * has not returned has said so far. Why a minion went.
 */
export const delivery = `
  ALTER TABLE jobs ADD COLUMN expires INTEGER;
  ALTER TABLE jobs ADD COLUMN queue INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE orders (
    jid TEXT NOT NULL REFERENCES jobs (jid) ON DELETE CASCADE,
    key TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (jid, key)
  ) WITHOUT ROWID;

  CREATE TABLE outputs (
    jid TEXT NOT NULL,
    key TEXT NOT NULL,
    start INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (jid, key, start),
    FOREIGN KEY (jid, key) REFERENCES expected (jid, key) ON DELETE CASCADE
  );

  ALTER TABLE minions ADD COLUMN reason TEXT;
`;
