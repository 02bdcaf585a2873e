import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jobOf, returnOf } from '../test-support/samples.js';
import { JobList, jidAt, type JobFilter } from './job-list.js';
import { JobStore } from './job-store.js';
import type { NewJob } from './job-records.js';

let directory: string;
let store: JobStore;
const at = (minute: number): number => Date.UTC(2026, 0, 1, 0, minute);
const jid = (minute: number): string => jidAt(at(minute));

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-list-'));
  store = JobStore.open(join(directory, 'fleet.db'));
  const { jobs } = store;
  const make = (minute: number, more: Partial<NewJob>): void =>
    jobs.create({ ...jobOf(jid(minute), 'web1', 'web2'), created: at(minute), ...more });
  make(1, {});
  make(2, { function: 'state.apply' });
  make(3, { operator: 'alice' });
  make(4, { function: 'state.apply', operator: 'alice' });
  make(5, {});
  make(6, { ...jobOf(jid(6), 'web3'), created: at(6), queue: true, rerunOf: jid(2) });
  // Gates of a rollout, which nobody sees who does not ask for them: one that goes on, one that held, one that did not.
  for (const minute of [7, 8, 9]) make(minute, { kind: 'gate', rollout: 'r', step: 'wave 1, gate x' });
  // 1 is good, in 2 one failed, in 3 one is silent, 4 was silent and came late, 5 goes on, and 6 waits for one that is away.
  const give = (minute: number, minion: string, success = true): void =>
    void jobs.record({ minion, key: `K-${minion}` }, returnOf(jid(minute), minion, success), at(minute));
  for (const minion of ['web1', 'web2']) give(1, minion);
  give(2, 'web1', false);
  for (const minute of [3, 4]) give(minute, 'web1');
  for (const minion of ['web1', 'web2']) give(8, minion);
  give(9, 'web1', false);
  for (const minute of [1, 2, 8, 9]) jobs.end(jid(minute), at(minute) + 1, []);
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
    [{}, [6, 5, 4, 3, 2, 1]],
    [{ function: 'state.apply' }, [4, 2]],
    [{ function: 'state.*' }, [4, 2]],
    [{ function: '*.ping' }, [6, 5, 3, 1]],
    [{ function: '[st]*.?ing' }, [6, 5, 3, 1]],
    [{ operator: 'alice' }, [4, 3]],
    [{ operator: 'al*' }, [4, 3]],
    [{ operator: '*' }, [6, 5, 4, 3, 2, 1]],
    [{ function: 'state.apply', operator: 'alice' }, [4]],
    [{ function: '*.*', operator: '[!a]*' }, [6, 5, 2, 1]],
    [{ function: '*.*', operator: '[^a]*' }, [6, 5, 2, 1]],
    [{ since: at(3) }, [6, 5, 4, 3]],
    [{ since: at(3) + 1 }, [6, 5, 4]],
    [{ since: at(900_000_000) }, []],
    [{ until: at(3) }, [3, 2, 1]],
    [{ until: at(3) - 1 }, [2, 1]],
    [{ until: 0 }, []],
    [{ since: at(2), until: at(4) }, [4, 3, 2]],
    [{ before: jid(4) }, [3, 2, 1]],
    [{ before: jid(4), until: at(2) }, [2, 1]],
    [{ before: jid(2), until: at(4) }, [1]],
    [{ before: jid(4), from: jid(2) }, [3, 2]],
    [{ before: jid(4), operator: 'al*' }, [3]],
    [{ outcome: 'running' }, [6, 5]],
    [{ outcome: 'running', operator: 'al*' }, []],
    [{ outcome: 'queued' }, [6]],
    [{ outcome: 'queued', function: 'state.*' }, []],
    [{ outcome: 'ok' }, [4, 1]],
    [{ outcome: 'ok', operator: 'al*' }, [4]],
    [{ outcome: 'failed' }, [3, 2]],
    [{ outcome: 'failed', operator: 'alice', since: at(1) }, [3]],
    [{ outcome: 'failed', function: 'state.*' }, [2]],
    [{ outcome: 'partial' }, [3]],
    [{ outcome: 'silent' }, [3]],
    [{ outcome: 'silent', function: 'state.*' }, []],
    [{ gates: true }, [9, 8, 7, 6, 5, 4, 3, 2, 1]],
    [{ gates: true, function: '*.ping', before: jid(9) }, [8, 7, 6, 5, 3, 1]],
    [{ gates: true, outcome: 'running' }, [7, 6, 5]],
    [{ gates: true, outcome: 'ok' }, [8, 4, 1]],
    [{ gates: true, outcome: 'failed' }, [9, 3, 2]],
    [{ gates: true, keys: ['K-web2'], from: jid(6) }, [9, 8, 7]],
    [{ keys: ['K-web3'] }, [6]],
    [{ keys: ['K-web3', 'K-web2'], since: at(4) }, [6, 5, 4]],
    [{ keys: ['K-web3'], function: 'state.*' }, []],
    [{ keys: [] }, []],
    [{ function: 'nothing.such' }, []],
    [{ function: "'; DROP TABLE jobs; --" }, []],
  ])('with %j has %j', (filter, minutes) => {
    expect(store.jobs.list(9, filter).map((row) => row.jid)).toEqual(minutes.map(jid));
  });

  it('fills a page with what is behind gates', () => {
    expect(store.jobs.list(2).map((row) => row.jid)).toEqual([jid(6), jid(5)]);
    expect(store.jobs.list(2, { outcome: 'failed' }).map((row) => row.jid)).toEqual([jid(3), jid(2)]);
    expect(store.jobs.list(1, { gates: true })[0]).toMatchObject({ kind: 'gate', rollout: 'r' });
  });

  it('has no more rows than were asked for, the newest', () => {
    expect(store.jobs.list(2).map((row) => row.jid)).toEqual([jid(6), jid(5)]);
    expect(store.jobs.list(3, { function: '*.*' }).map((row) => row.jid)).toEqual([jid(6), jid(5), jid(4)]);
  });

  it('is walked in steps', () => {
    expect([store.jobs.step(2), store.jobs.step(2, jid(3)), store.jobs.step(3, jid(3))]).toEqual([
      jid(8),
      jid(1),
      undefined,
    ]);
  });

  it('says how many were silent, and what is repeated', () => {
    expect(store.jobs.list(9, { outcome: 'silent' })).toMatchObject([{ jid: jid(3), silent: 1 }]);
    expect(store.jobs.list(1)[0]).toMatchObject({ jid: jid(6), rerunOf: jid(2) });
  });

  it.each<[JobFilter]>([
    [{}],
    [{ function: 'te*' }],
    [{ operator: 'ops' }],
    [{ since: 5 }],
    [{ until: 9e12 }],
    [{ before: jid(9) }],
    [{ outcome: 'ok' }],
    [{ outcome: 'ok', function: 'te*', since: 5 }],
    [{ outcome: 'failed' }],
    [{ outcome: 'failed', operator: 'alice' }],
    [{ outcome: 'running' }],
    [{ outcome: 'queued' }],
    [{ gates: true }],
  ])('with %j walks an index and sorts nothing', (filter) => {
    const { database } = store as unknown as { database: import('better-sqlite3').Database };
    const list = new JobList(database);
    list.list(5, filter);
    const asked = [...(list as unknown as { prepared: Map<string, unknown> }).prepared.keys()];
    expect(asked.length).toBeGreaterThan(1);
    for (const sql of asked) {
      const values = sql.match(/\?/g)?.map(() => 1) ?? [];
      const plan = database.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
      const details = plan.map(({ detail }) => detail).join('; ');
      expect(details).not.toMatch(/TEMP B-TREE/);
    }
  });
});
