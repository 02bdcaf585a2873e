/**
 * Which key of an id an accepted one is, where it came from and with which token; what a token allows besides its number of uses. Numbers of
 * incarnations outlive the keys: one that was deleted does not give its number to the next.
 */
export const enrolment = `
  ALTER TABLE keys ADD COLUMN incarnation INTEGER;
  ALTER TABLE keys ADD COLUMN token TEXT;
  ALTER TABLE keys ADD COLUMN address TEXT;
  ALTER TABLE keys ADD COLUMN successor TEXT;
  CREATE TABLE incarnations (
    minion TEXT PRIMARY KEY,
    last INTEGER NOT NULL
  ) WITHOUT ROWID;
  UPDATE keys SET incarnation = 1 WHERE state = 'accepted';
  INSERT INTO incarnations (minion, last) SELECT minion, 1 FROM keys WHERE state = 'accepted';

  ALTER TABLE tokens ADD COLUMN name TEXT;
  ALTER TABLE tokens ADD COLUMN ids TEXT;
  ALTER TABLE tokens ADD COLUMN accept INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE tokens ADD COLUMN operator_key TEXT;
  ALTER TABLE tokens ADD COLUMN revoked INTEGER;
  ALTER TABLE token_uses ADD COLUMN minion TEXT;
`;
