/**
 * Rollouts: what was asked, sealed; whom each wave is for; how far it has come. A job that is part of one says of which, and of which of its
 * steps.
 */
export const rollouts = `
  CREATE TABLE rollouts (
    id TEXT PRIMARY KEY,
    created INTEGER NOT NULL,
    ended INTEGER,
    open INTEGER NOT NULL DEFAULT 1,
    key TEXT NOT NULL,
    operator TEXT NOT NULL,
    function TEXT NOT NULL,
    target_type TEXT NOT NULL,
    target TEXT NOT NULL,
    args TEXT NOT NULL,
    kwargs TEXT NOT NULL,
    revision TEXT,
    sealed BLOB,
    plan TEXT NOT NULL,
    progress TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX rollouts_by_time ON rollouts (created);
  CREATE INDEX rollouts_open ON rollouts (open) WHERE open = 1;

  ALTER TABLE jobs ADD COLUMN rollout TEXT;
  ALTER TABLE jobs ADD COLUMN step TEXT;
`;
