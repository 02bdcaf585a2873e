import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, returnOf } from '../test-support/samples.js';
import { JobList, jidAt, type JobFilter } from './job-list.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
const at = (minute: number): number => Date.UTC(2026, 0, 1, 0, minute);
const jid = (minute: number): string => jidAt(at(minute));

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-list-'));
  store = JobStore.open(join(directory, 'fleet.db'));
  const { jobs } = store;
  const make = (minute: number, more: { function?: string; operator?: string }): void =>
    jobs.create({ ...jobOf(jid(minute), 'web1', 'web2'), created: at(minute), ...more });
  make(1, {});
  make(2, { function: 'state.apply' });
  make(3, { operator: 'alice' });
  make(4, { function: 'state.apply', operator: 'alice' });
  make(5, {});
  // 1 is good, in 2 one failed, in 3 one is silent, 4 was silent and came late, 5 goes on.
  const give = (minute: number, minion: string, success = true): void =>
    void jobs.record({ minion, key: `K-${minion}` }, returnOf(jid(minute), minion, success), at(minute));
  for (const minion of ['web1', 'web2']) give(1, minion);
  give(2, 'web1', false);
  for (const minute of [3, 4]) give(minute, 'web1');
  for (const minute of [1, 2]) jobs.end(jid(minute), at(minute) + 1, []);
  for (const minute of [3, 4])
    jobs.end(jid(minute), at(minute) + 1, [{ key: 'K-web2', reason: { code: 'no-acknowledgement' } }]);
  give(4, 'web2');
});
afterAll(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

describe('the list of jobs', () => {
  it.each<[JobFilter, number[]]>([
    [{}, [5, 4, 3, 2, 1]],
    [{ function: 'state.apply' }, [4, 2]],
    [{ operator: 'alice' }, [4, 3]],
    [{ function: 'state.apply', operator: 'alice' }, [4]],
    [{ since: at(3) }, [5, 4, 3]],
    [{ since: at(3) + 1 }, [5, 4]],
    [{ since: at(900_000_000) }, []],
    [{ outcome: 'running' }, [5]],
    [{ outcome: 'failed' }, [3, 2]],
    [{ outcome: 'failed', operator: 'alice', since: at(1) }, [3]],
    [{ function: 'nothing.such' }, []],
  ])('with %j has %j', (filter, minutes) => {
    expect(store.jobs.list(9, filter).map((row) => row.jid)).toEqual(minutes.map(jid));
  });

  it('has no more rows than were asked for, the newest', () => {
    expect(store.jobs.list(2).map((row) => row.jid)).toEqual([jid(5), jid(4)]);
  });

  it.each<[JobFilter]>([
    [{}],
    [{ function: 'a' }],
    [{ operator: 'a' }],
    [{ since: 5 }],
    [{ outcome: 'failed' }],
    [{ outcome: 'running' }],
  ])('with %j walks an index and sorts nothing', (filter) => {
    const { database } = store as unknown as { database: import('better-sqlite3').Database };
    const list = new JobList(database);
    list.list(5, filter);
    const [sql] = [...(list as unknown as { prepared: Map<string, unknown> }).prepared.keys()];
    const values = (sql as string).match(/\?/g)?.map(() => 1) ?? [];
    const plan = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    const details = plan.map(({ detail }) => detail).join('; ');
    expect(details).not.toMatch(/TEMP B-TREE/);
  });
});
