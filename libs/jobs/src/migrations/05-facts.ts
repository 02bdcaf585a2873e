/**
 * `facts` is what the streams have not been told yet. `members` gives the minions of jobs short numbers, because a fact that names thousands
 * of keys would be larger than a message. `job_totals` holds what lists of jobs show, in rows that are cheap to count up: a job's own row
 * may hold hundreds of kilobytes of arguments.
 */
export const facts = `
  CREATE TABLE facts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
  );

  CREATE TABLE members (
    number INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    minion TEXT NOT NULL,
    UNIQUE (key, minion)
  );

  CREATE TABLE job_totals (
    jid TEXT PRIMARY KEY REFERENCES jobs (jid) ON DELETE CASCADE,
    function TEXT NOT NULL,
    operator TEXT NOT NULL,
    expected INTEGER NOT NULL DEFAULT 0,
    returned INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    silent INTEGER NOT NULL DEFAULT 0,
    octets INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  INSERT INTO job_totals
    SELECT jid, function, operator,
      (SELECT count(*) FROM expected e WHERE e.jid = jobs.jid),
      (SELECT count(*) FROM returns r WHERE r.jid = jobs.jid),
      (SELECT count(*) FROM returns r WHERE r.jid = jobs.jid AND NOT r.success),
      (SELECT count(*) FROM expected e WHERE e.jid = jobs.jid AND e.silence IS NOT NULL),
      (SELECT coalesce(sum(octet_length(r.body)), 0) FROM returns r WHERE r.jid = jobs.jid)
    FROM jobs;
  CREATE INDEX totals_bad ON job_totals (jid) WHERE failed + silent > 0;
  CREATE INDEX totals_bad_function ON job_totals (function, jid) WHERE failed + silent > 0;
  CREATE INDEX totals_bad_operator ON job_totals (operator, jid) WHERE failed + silent > 0;

  CREATE INDEX jobs_function ON jobs (function, jid);
  CREATE INDEX jobs_operator ON jobs (operator, jid);
  CREATE INDEX scheduled_function ON scheduled (function, stored, jid);
  CREATE INDEX scheduled_failed ON scheduled (stored, jid) WHERE success = 0;
  `;
