import { JobStore, type JobFilter } from '@fleet/jobs';
import type { Return } from '@fleet/protocol';

const operators = ['alice', 'bob', 'carol', 'nightly'];
const functions = ['test.ping', 'state.apply', 'cmd.run', 'service.status', 'cortensord.restart'];
const minions = Array.from({ length: 200 }, (_, index) => ({ minion: `web${index}`, key: `K${index}` }));
const start = Date.UTC(2026, 0, 1);
/** Milliseconds between two jobs. */
const apart = 2000;

/** A store of so many jobs: each with a minion, every fiftieth failed, every hundredth by an operator of its own. */
export function openSample(file: string, count: number) {
  const store = JobStore.open(file);
  fill(store, count);
  const { jobs } = store;
  const end = start + count * apart;
  const filters: Record<string, JobFilter> = {
    all: {},
    'the last hour': { since: end - 3_600_000 },
    'a time to come': { since: end + 3_600_000 },
    'a usual function': { function: 'state.apply' },
    'a rare function': { function: 'rare.call' },
    'no such function': { function: 'nothing.such' },
    'a usual operator': { operator: 'alice' },
    'a rare operator': { operator: 'mallory' },
    failed: { outcome: 'failed' },
    'failed, of the oldest operator': { outcome: 'failed', operator: 'mallory', since: start },
    running: { outcome: 'running' },
    queued: { outcome: 'queued' },
    ok: { outcome: 'ok' },
    partial: { outcome: 'partial' },
    silent: { outcome: 'silent' },
    'a glob over functions': { function: '*.*' },
    'a glob over functions and operators, failed': { function: 's*', operator: '*a*', outcome: 'failed' },
    'until the first day': { until: start + 86_400_000 },
    'a page in the middle': { before: jidOf(Math.floor(count / 2)) },
  };
  // The master looks at a minion's jobs in steps of this.
  const step = { from: jidOf(count - 2000), keys: ['K7'], outcome: 'partial' as const };
  filters['a step of a minion that has none'] = step;
  const lists = Object.fromEntries(
    Object.entries(filters).map(([name, filter]) => [name, () => jobs.list(25, filter)]),
  );
  const some = Array.from({ length: 25 }, (_, index) => jidOf(Math.floor((count / 26) * (index + 1))));
  return {
    lists,
    rows: () => some.forEach((jid) => jobs.functionOf(jid)),
    get bytes() {
      return store.retention.bytes;
    },
    /** Returns in a second, for jobs of all minions, 200 in each transaction. */
    async storeReturns(number: number): Promise<number> {
      const rounds = Math.ceil(number / minions.length);
      await store.write((open) => {
        for (let round = 0; round < rounds; round += 1) open.jobs.create(jobOf(count + round, minions));
      });
      const began = process.hrtime.bigint();
      for (let round = 0; round < rounds; round += 1)
        await store.write((open) =>
          minions.forEach((minion) => open.jobs.record(minion, returnOf(jidOf(count + round), minion.minion), 1)),
        );
      return (rounds * minions.length) / (Number(process.hrtime.bigint() - began) / 1e9);
    },
    /** Milliseconds that each of so many steps of forgetting holds up everything else. */
    forget(steps: number): number[] {
      return Array.from({ length: steps }, () => {
        const began = process.hrtime.bigint();
        store.retention.forgetJobs(end);
        return Number(process.hrtime.bigint() - began) / 1e6;
      });
    },
    close: () => store.close(),
  };
}

/** Written past the outbox of facts: nobody is there to take them. */
function fill(store: JobStore, count: number): void {
  const { database } = store as unknown as { database: import('better-sqlite3').Database };
  database.exec('PRAGMA synchronous = OFF; DROP TRIGGER temp.jobs_put; DROP TRIGGER temp.jobs_set;');
  const insert = {
    job: database.prepare(
      "INSERT INTO jobs (jid, function, target_type, target, args, kwargs, operator, created, timeout, ended) VALUES (?, ?, 'glob', '*', '[\"cortensord\"]', '{}', ?, ?, 3600000, ?)",
    ),
    expected: database.prepare('INSERT INTO expected (jid, key, minion, acknowledged) VALUES (?, ?, ?, 1)'),
    returned: database.prepare(
      'INSERT INTO returns (jid, key, success, retcode, body, stored) VALUES (?, ?, ?, 0, ?, 1)',
    ),
    totals: database.prepare(
      'INSERT INTO job_totals (jid, function, operator, expected, returned, failed, octets) SELECT jid, function, operator, 1, 1, ?, 180 FROM jobs WHERE jid = ?',
    ),
  };
  const together = 20_000;
  for (let from = 0; from < count; from += together)
    database.transaction(() => {
      for (let index = from; index < Math.min(count, from + together); index += 1) {
        const jid = jidOf(index);
        const minion = minions[index % minions.length] as { minion: string; key: string };
        const success = index % 50 !== 0;
        const rare = index % 100_000 === 7;
        insert.job.run(
          jid,
          rare ? 'rare.call' : functions[index % functions.length],
          index < 100 ? 'mallory' : operators[index % operators.length],
          start + index * apart,
          index === count - 3 ? null : start + index * apart + 900,
        );
        insert.expected.run(jid, minion.key, minion.minion);
        insert.returned.run(jid, minion.key, success ? 1 : 0, JSON.stringify(returnOf(jid, minion.minion)));
        insert.totals.run(success ? 0 : 1, jid);
      }
    })();
  database.exec('PRAGMA synchronous = FULL; PRAGMA wal_checkpoint(TRUNCATE);');
}

function jidOf(index: number): string {
  return `${new Date(start + index * apart).toISOString().replace(/[-:TZ.]/g, '')}000`;
}

function jobOf(index: number, expected: readonly { minion: string; key: string }[]) {
  return {
    jid: jidOf(index),
    function: 'test.ping',
    target: { type: 'glob', expression: '*' } as const,
    args: '[]',
    kwargs: '{}',
    operator: 'alice',
    created: start + index * apart,
    minions: expected,
  };
}

function returnOf(jid: string, minion: string): Return {
  return {
    kind: 'return',
    v: 1,
    jid,
    minion,
    function: 'test.ping',
    retcode: 0,
    success: true,
    value: 'true',
    started: 1,
    duration: 2,
  };
}
