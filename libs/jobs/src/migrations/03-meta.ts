/** What the store says of itself. The epoch is when it began: a store that is made, restored or rebuilt later has a greater one. */
export const meta = `
  CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value NOT NULL
  ) WITHOUT ROWID;
  INSERT INTO meta (key, value) VALUES ('epoch', CAST(unixepoch('subsec') * 1000 AS INTEGER));
`;
