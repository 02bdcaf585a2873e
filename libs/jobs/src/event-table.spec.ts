import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { eventBytes, type NewEvent } from './event-table.js';
import { JobStore } from './job-store.js';

let directory: string;
let file: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-events-'));
  file = join(directory, 'fleet.db');
  store = JobStore.open(file);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const event = (tag: string, at: number, minion?: string): NewEvent => ({
  ...{ tag, at, kind: tag.split('/')[0] ?? '', data: '{"n":1}' },
  ...(minion !== undefined && { minion }),
});

describe('the numbers of events', () => {
  it('grow by one, and go on behind the last after a restart, though it is gone', () => {
    const first = store.events.append(event('a', 1));
    expect(store.events.append(event('b', 2))).toBe(first + 1);
    store.events.forget(first + 1);
    store.close();
    store = JobStore.open(file);
    expect([store.events.first, store.events.last]).toEqual([undefined, first + 1]);
    expect(store.events.append(event('c', 3))).toBe(first + 2);
  });

  it('are not used up by what is undone', async () => {
    const first = store.events.append(event('a', 1));
    const undone = store.write(({ events }) => {
      events.append(event('never', 2));
      throw new Error('no');
    });
    await expect(undone).rejects.toThrow('no');
    expect(store.events.append(event('b', 3))).toBe(first + 1);
    expect(store.events.after(0, 9).map(({ tag }) => tag)).toEqual(['a', 'b']);
  });

  it('of a store that was made in the place of another are greater than all of that one', () => {
    for (let count = 0; count < 1000; count += 1) store.events.append(event('a', 1));
    const { last } = store.events;
    store.meta.beginEpoch(store.epoch + 2);
    expect(store.events.append(event('b', 2))).toBeGreaterThan(last);
  });
});

describe('a walk through the journal', () => {
  beforeEach(() => {
    store.events.append(event('job/1/new', 10));
    store.events.append(event('job/1/ret/web1', 20, 'web1'));
    store.events.append(event('job/2/new', 30));
    store.events.append(event('deploy/done', 40, 'web1'));
    store.events.append(event('deploy/done', 50, 'web2'));
  });

  it.each([
    ['from its beginning', { order: 'oldest' }, '10 20 30 40 50'],
    ['from its end', { order: 'newest' }, '50 40 30 20 10'],
    ['of one minion', { order: 'oldest', minion: 'web1' }, '20 40'],
    ['of one minion, from its end', { order: 'newest', minion: 'web1' }, '40 20'],
    ['of one job', { order: 'oldest', tagPrefix: 'job/1/' }, '10 20'],
    ['of one job, from its end', { order: 'newest', tagPrefix: 'job/1/' }, '20 10'],
    ['of no more than so many', { order: 'newest', limit: 2 }, '50 40'],
  ] as const)('%s', (_, walk, expected) => {
    const found = store.events.walk({ limit: 100, ...walk });
    expect(found.map(({ at }) => at).join(' ')).toBe(expected);
    expect(store.events.walkHeads({ limit: 100, ...walk }).map(({ at }) => at)).toEqual(found.map(({ at }) => at));
    // Whoever goes on behind the first finds the rest.
    const rest = store.events.walk({ ...walk, limit: 100, behind: found[0]?.sequence as number });
    const { limit = 100 } = walk as { limit?: number };
    expect(rest.slice(0, limit - 1).map(({ at }) => at)).toEqual(found.slice(1).map(({ at }) => at));
  });

  it('begins where a time begins', () => {
    const sequence = (at: number): number | undefined =>
      store.events.walk({ order: 'oldest', limit: 9 }).find((row) => row.at === at)?.sequence;
    expect(store.events.firstSince(20)).toBe(sequence(20));
    expect(store.events.firstSince(21)).toBe(sequence(30));
    expect(store.events.firstSince(51)).toBeUndefined();
  });

  it('counts what it holds as its bounds do', () => {
    const bytes = store.events.after(0, 9).reduce((sum, row) => sum + eventBytes(row), 0);
    expect(store.events.totals()).toEqual({ count: 5, bytes });
    expect(store.events.behind(store.events.last - 2)).toEqual({ count: 2, at: 40 });
    expect(store.events.behind(store.events.last)).toEqual({ count: 0 });
  });
});

describe('a sink', () => {
  it('goes forward only, and begins once', () => {
    store.sinks.begin('pager', 10);
    store.sinks.begin('pager', 99);
    store.sinks.move('pager', 12, { delivered: 2 });
    store.sinks.move('pager', 11, { delivered: 1, lost: 3 });
    expect(store.sinks.all()).toEqual([{ name: 'pager', sent: 12, delivered: 3, lost: 3 }]);
    store.sinks.remove('pager');
    expect(store.sinks.all()).toEqual([]);
  });
});

it('a question about one minion or one job does not read the whole journal', () => {
  const raw = new Sqlite(file, { readonly: true });
  const plan = (where: string): string =>
    raw
      .prepare<unknown[], { detail: string }>(
        `EXPLAIN QUERY PLAN SELECT * FROM events ${where} ORDER BY sequence LIMIT 9`,
      )
      .all()
      .map(({ detail }) => detail)
      .join();
  expect(plan("INDEXED BY events_by_minion WHERE minion = 'a' AND sequence > 5")).toMatch(
    /SEARCH events USING INDEX events_by_minion \(minion=\? AND sequence>\?\)$/,
  );
  expect(plan("INDEXED BY events_by_tag WHERE tag >= 'a' AND tag < 'b'")).toMatch(
    /SEARCH events USING INDEX events_by_tag/,
  );
  raw.close();
});
