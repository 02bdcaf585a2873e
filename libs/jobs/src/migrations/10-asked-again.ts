/**
 * What was asked, sealed by the master, for as long as its job is kept: it can be asked again. And the lists of jobs by outcome: each job is either good
 * or bad so far, and each of the two knows its jobs by who called what, so that globs over both look at nothing else.
 */
export const askedAgain = `
  CREATE TABLE requests (
    jid TEXT PRIMARY KEY REFERENCES jobs (jid) ON DELETE CASCADE,
    body BLOB NOT NULL
  ) WITHOUT ROWID;
  ALTER TABLE jobs ADD COLUMN rerun_of TEXT;

  DROP INDEX totals_bad_function;
  DROP INDEX totals_bad_operator;
  CREATE INDEX totals_bad_calls ON job_totals (operator, function, jid) WHERE failed + silent > 0;
  CREATE INDEX totals_partial ON job_totals (jid) WHERE failed + silent > 0 AND returned > failed;
  CREATE INDEX totals_silent ON job_totals (jid) WHERE failed + silent > 0 AND silent > 0;
  CREATE INDEX totals_good ON job_totals (jid) WHERE failed + silent = 0;
  CREATE INDEX totals_good_calls ON job_totals (operator, function, jid) WHERE failed + silent = 0;
`;
