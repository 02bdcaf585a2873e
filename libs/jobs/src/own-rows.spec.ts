import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Return } from '@fleet/protocol';
import { returnOf } from '../test-support/samples.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-jobs-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const jid = '20260101000000000501';
const from = (minion: string) => ({ minion, key: `K-${minion}` });
const scheduled = (id: string, minion: string, value = 'true'): Return & Required<Pick<Return, 'scheduled'>> => ({
  ...returnOf(id, minion),
  value,
  scheduled: { name: 'nightly', args: '["a"]', kwargs: '{}' },
});

describe('the return of a scheduled job', () => {
  it('is kept once, and shown as a job of its minion', () => {
    expect(store.scheduled.record(from('web1'), scheduled(jid, 'web1'), 10)).toBe(true);
    expect(store.scheduled.record(from('web1'), scheduled(jid, 'web1', '"other"'), 11)).toBe(false);
    expect(store.scheduled.list(10)).toMatchObject([
      { jid, operator: 'schedule', args: '["a"]', returned: 1, failed: 0 },
    ]);
    expect(store.scheduled.show(jid)?.minions).toMatchObject([{ minion: 'web1', return: { value: 'true' } }]);
  });

  it.each([
    [{}, 4],
    [{ function: 'test.*' }, 4],
    [{ function: '*.pong' }, 0],
    [{ operator: 'sched*' }, 4],
    [{ operator: 'alice' }, 0],
    [{ outcome: 'ok' as const }, 2],
    [{ outcome: 'failed' as const }, 2],
    [{ outcome: 'partial' as const }, 0],
    [{ outcome: 'running' as const }, 0],
    [{ since: 11, until: 12 }, 2],
    [{ keys: ['K-web1'] }, 2],
    [{ before: '20260101000000000512' }, 2],
    [{ before: '20250101000000000000' }, 4],
  ])('with %j is one of %d in the list', (filter, count) => {
    for (let at = 10; at < 14; at += 1) {
      const [id, minion] = [`202601010000000005${at}`, `web${at % 2}`];
      store.scheduled.record(from(minion), { ...scheduled(id, minion), success: at % 2 === 0 }, at);
    }
    expect(store.scheduled.list(9, filter)).toHaveLength(count);
    expect(store.scheduled.list(1, filter)).toHaveLength(Math.min(1, count));
  });

  it('takes no jid from the master or from another minion', () => {
    store.scheduled.record(from('web1'), scheduled(jid, 'web1'), 10);
    store.scheduled.record(from('web2'), scheduled(jid, 'web2'), 10);
    expect(store.scheduled.show(jid)).toMatchObject({ expected: 2, target: { expression: 'web1,web2' } });
    store.scheduled.record(from('web1'), scheduled('99999999999999999999', 'web1'), 10);
    expect(store.jobs.lastJid()).toBe('');
  });

  it('makes the oldest of its own minion go, not those of others', () => {
    store.scheduled.record(from('other'), scheduled(jid, 'other'), 0);
    for (let count = 0; count < 510; count += 1)
      store.scheduled.record(from('web1'), scheduled(String(20260101000000000000n + BigInt(count)), 'web1'), count);
    const rows = store.scheduled.list(10_000);
    expect(rows.filter(({ target }) => target.expression === 'web1')).toHaveLength(500);
    expect(rows.at(-1)?.target.expression).toBe('other');
    expect(rows[0]?.jid).toBe('20260101000000000509');
  });

  it('is bounded in bytes too', () => {
    // Nothing that could be deflated.
    const large = JSON.stringify(randomBytes(675_000).toString('base64'));
    for (let count = 0; count < 60; count += 1)
      store.scheduled.record(
        from('web1'),
        scheduled(String(20260101000000000000n + BigInt(count)), 'web1', large),
        count,
      );
    const { length } = store.scheduled.list(1000);
    expect([length > 30, length < 60]).toEqual([true, true]);
  });

  it('is forgotten in time', () => {
    store.scheduled.record(from('web1'), scheduled(jid, 'web1'), 10);
    expect([store.retention.forgetScheduled(10), store.retention.forgetScheduled(11)]).toEqual([0, 1]);
  });
});

describe('an artifact', () => {
  const record = { ...from('web1'), path: 'etc/x', size: 3, sha256: 'a', storedSize: 64, secret: true, stored: 1 };
  it('is one for each minion and path', () => {
    store.artifacts.save(record);
    store.artifacts.save({ ...record, sha256: 'b', stored: 2 });
    store.artifacts.save({ ...record, minion: 'web2' });
    expect(store.artifacts.get('web1', 'etc/x')).toEqual({ ...record, sha256: 'b', stored: 2 });
    expect(store.artifacts.usage('web1')).toEqual({ count: 1, bytes: 64 });
    expect(store.artifacts.all().map(({ minion }) => minion)).toEqual(['web1', 'web2']);
    expect([store.artifacts.remove('web1', 'etc/x'), store.artifacts.remove('web1', 'etc/x')]).toEqual([true, false]);
    expect(store.artifacts.usage('web1')).toEqual({ count: 0, bytes: 0 });
  });
});
