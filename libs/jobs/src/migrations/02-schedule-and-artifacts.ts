export const scheduleAndArtifacts = `
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
  `;
