import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runKilled } from '../test-support/run-killed.js';
import { jobOf, returnOf } from '../test-support/samples.js';
import { JobStore } from './job-store.js';

let directory: string;
let store: JobStore;
const file = (): string => join(directory, 'fleet.db');
const jid = '20260101000000000001';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-jobs-'));
  store = JobStore.open(file());
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

function reopen(): JobStore {
  store.close();
  store = JobStore.open(file());
  return store;
}

describe('a write that may wait', () => {
  it('is committed together with the next one that may not', async () => {
    store.jobs.create(jobOf(jid, 'web1'));
    const order: string[] = [];
    const patient = store.writeSoon(({ jobs }) => jobs.acknowledge(jid, 'K-web1', 5)).then(() => order.push('patient'));
    await store.write(() => order.push('written'));
    await patient;
    expect(order).toEqual(['written', 'patient']);
    expect(reopen().jobs.show(jid)?.minions[0]?.acknowledged).toBe(5);
  });

  it('is not lost when the store closes first', async () => {
    store.jobs.create(jobOf(jid, 'web1'));
    const patient = store.writeSoon(({ jobs }) => jobs.acknowledge(jid, 'K-web1', 5));
    expect(reopen().jobs.show(jid)?.minions[0]?.acknowledged).toBe(5);
    await patient;
  });
});

describe('a job', () => {
  it('is listed with what came back, and shown minion by minion', async () => {
    await store.write(({ jobs }) => jobs.create(jobOf(jid, 'web2', 'web1', 'web3')));
    store.jobs.acknowledge(jid, 'K-web1', 5);
    store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10);
    store.jobs.record({ minion: 'web2', key: 'K-web2' }, returnOf(jid, 'web2', false), 10);
    expect(store.jobs.list(10)).toMatchObject([
      { jid, expected: 3, returned: 2, failed: 1, target: { type: 'glob', expression: '*' } },
    ]);
    const shown = store.jobs.show(jid);
    expect(
      shown?.minions.map(({ minion, acknowledged, return: body }) => [minion, acknowledged, body?.success]),
    ).toEqual([
      ['web1', 5, true],
      ['web2', undefined, false],
      ['web3', undefined, undefined],
    ]);
  });

  it('is read piece by piece: what was asked, of whom, and what one of them answered', () => {
    store.jobs.create({ ...jobOf(jid, 'web2', 'web1'), args: '["a"]', revision: 'ab' });
    store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10);
    const { pieces } = store;
    expect(pieces.callOf(jid)).toMatchObject({
      args: '["a"]',
      revision: 'ab',
      target: { type: 'glob', expression: '*' },
    });
    expect(pieces.minionsOf(jid)).toEqual([
      { key: 'K-web1', minion: 'web1' },
      { key: 'K-web2', minion: 'web2' },
    ]);
    expect(pieces.returnOf(jid, 'K-web1')).toEqual(returnOf(jid, 'web1'));
    expect([pieces.returnOf(jid, 'K-web2'), pieces.callOf('1'), pieces.minionsOf('1')]).toEqual([
      undefined,
      undefined,
      [],
    ]);
  });

  it('keeps one return of a minion, however often it arrives', () => {
    store.jobs.create(jobOf(jid, 'web1'));
    const from = { minion: 'web1', key: 'K-web1' };
    expect(store.jobs.record(from, returnOf(jid, 'web1'), 10)).toBe('stored');
    expect(store.jobs.record(from, returnOf(jid, 'web1', false), 11)).toBe('duplicate');
    expect(store.jobs.show(jid)?.minions[0]?.return?.success).toBe(true);
  });

  it('that nobody asked for here is not kept', () => {
    expect(store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10)).toBe('unknown-job');
  });

  it('takes no return of a minion that was not asked', () => {
    store.jobs.create(jobOf(jid, 'web1'));
    expect(store.jobs.record({ minion: 'web9', key: 'K-web9' }, returnOf(jid, 'web9'), 10)).toBe('not-asked');
    store.jobs.end(jid, 20, []);
    expect(store.jobs.record({ minion: 'web9', key: 'K-web9' }, returnOf(jid, 'web9'), 30)).toBe('not-asked');
    expect(store.jobs.list(1)[0]).toMatchObject({ expected: 1, returned: 0 });
    expect(store.jobs.functionOf(jid)).toBe('test.ping');
  });

  it('names each silence when it ends, until the return arrives late', () => {
    store.jobs.create(jobOf(jid, 'web1'));
    expect(store.jobs.end(jid, 20, [{ key: 'K-web1', reason: { code: 'disconnected', since: 3 } }])).toBe(true);
    expect(store.jobs.end(jid, 21, [])).toBe(false);
    expect(store.jobs.show(jid)).toMatchObject({
      ended: 20,
      minions: [{ silence: { code: 'disconnected', since: 3 } }],
    });
    expect(store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 30)).toBe('late');
    expect(store.jobs.show(jid)?.minions[0]).not.toHaveProperty('silence');
  });

  it.each<[string, () => unknown]>([
    ['acknowledges it', () => store.jobs.acknowledge(jid, 'K-web1', 10)],
    ['returns', () => store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10)],
  ])('remembers from whom it was withdrawn while it goes on, unless that one %s after all', (_, happen) => {
    store.jobs.create(jobOf(jid, 'web1', 'web2'));
    const reason = { code: 'cancelled', by: 'ops' } as const;
    store.jobs.withdraw(jid, [
      { key: 'K-web1', reason },
      { key: 'K-web2', reason },
    ]);
    expect(store.jobs.running()[0]?.minions.map(({ silence }) => silence)).toEqual([reason, reason]);
    happen();
    expect(store.jobs.running()[0]?.minions.map(({ silence }) => silence)).toEqual([undefined, reason]);
  });

  it('calls nobody silent whose return came before the end was written', () => {
    store.jobs.create(jobOf(jid, 'web1'));
    store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10);
    expect(store.jobs.end(jid, 20, [{ key: 'K-web1', reason: { code: 'no-acknowledgement' } }])).toBe(true);
    const [row] = store.jobs.show(jid)?.minions ?? [];
    expect(row).toHaveProperty('return');
    expect(row).not.toHaveProperty('silence');
  });

  it('that has not ended is found again after a restart', () => {
    store.jobs.create({ ...jobOf(jid, 'web1', 'web2'), timeout: 500, revision: 'r' });
    store.jobs.acknowledge(jid, 'K-web1', 7);
    store.jobs.record({ minion: 'web2', key: 'K-web2' }, returnOf(jid, 'web2'), 10);
    expect(reopen().jobs.running()).toEqual([
      {
        jid,
        function: 'test.ping',
        queue: false,
        created: 1000,
        timeout: 500,
        revision: 'r',
        minions: [
          { minion: 'web1', key: 'K-web1', acknowledged: 7, returned: false },
          { minion: 'web2', key: 'K-web2', returned: true },
        ],
      },
    ]);
    expect(store.jobs.lastJid()).toBe(jid);
  });

  it('is forgotten with its returns after its time', () => {
    store.jobs.create(jobOf(jid, 'web1'));
    store.jobs.record({ minion: 'web1', key: 'K-web1' }, returnOf(jid, 'web1'), 10);
    const later = '20260101000000000002';
    store.jobs.create(jobOf(later));
    const after = Date.UTC(2026, 1, 1);
    expect(store.retention.forgetJobs(after)).toBe(0);
    store.jobs.end(jid, 20, []);
    store.jobs.end(later, 20, []);
    expect(store.retention.forgetJobs(after)).toBe(1);
    expect(store.jobs.show(jid)).toBeUndefined();
    // New jids have to be greater than the newest.
    expect(store.retention.forgetJobs(after)).toBe(0);
    expect(store.jobs.lastJid()).toBe(later);
  });
});

describe('a key', () => {
  const asked = { minion: 'web1', key: 'A', sealKey: 's', fingerprint: 'f', at: 1 };

  it('is pending until it is decided, and stays decided when it asks again', () => {
    expect(store.keys.enrol(asked).state).toBe('pending');
    expect(store.keys.decide('A', 'rejected', 2)).toBe(true);
    expect(store.keys.enrol({ ...asked, sealKey: 'other', at: 3 })).toMatchObject({
      state: 'rejected',
      decided: 2,
      sealKey: 's',
    });
  });

  it('cannot be accepted beside another accepted key of the same minion', () => {
    store.keys.enrol(asked);
    store.keys.enrol({ ...asked, key: 'B' });
    expect(store.keys.decide('A', 'accepted', 2)).toBe(true);
    expect(store.keys.decide('B', 'accepted', 2)).toBe(false);
    expect(store.keys.acceptedFor('web1')?.key).toBe('A');
    expect(store.keys.remove('A')).toBe(true);
    expect(store.keys.decide('B', 'accepted', 2)).toBe(true);
  });

  it('is counted when it is accepted first, and the number outlives it', () => {
    for (const key of ['A', 'B', 'C']) store.keys.enrol({ ...asked, key });
    const incarnation = (key: string): unknown => store.keys.get(key)?.incarnation;
    expect(incarnation('A')).toBeUndefined();
    store.keys.decide('A', 'accepted', 2);
    store.keys.decide('A', 'rejected', 3);
    store.keys.decide('A', 'accepted', 4);
    expect(incarnation('A')).toBe(1);
    store.keys.remove('A');
    store.keys.decide('B', 'accepted', 5);
    expect(store.keys.replace('C', 6)).toMatchObject({ key: 'B', state: 'rejected', incarnation: 2, successor: 'C' });
    expect([incarnation('C'), store.keys.acceptedFor('web1')?.key]).toEqual([3, 'C']);
    store.keys.enrol({ ...asked, key: 'D', minion: 'web2' });
    store.keys.decide('D', 'accepted', 7);
    expect([incarnation('D'), store.keys.incarnations('web1'), store.keys.incarnations('web3')]).toEqual([1, 3, 0]);
  });

  it('takes no place that nobody has, and its predecessor may come back in turn', () => {
    for (const key of ['A', 'B']) store.keys.enrol({ ...asked, key });
    expect(store.keys.replace('A', 2)).toBeUndefined();
    expect(store.keys.get('A')?.state).toBe('pending');
    store.keys.decide('A', 'accepted', 2);
    expect(store.keys.replace('A', 3)).toBeUndefined();
    store.keys.replace('B', 4);
    expect(store.keys.replace('A', 5)).toMatchObject({ key: 'B', successor: 'A' });
    expect(store.keys.get('A')).toMatchObject({ state: 'accepted', incarnation: 1 });
    expect(store.keys.get('A')?.successor).toBeUndefined();
  });
});

describe('the rest', () => {
  it('knows presence after a restart, and keeps grains that a beat leaves out', () => {
    store.minions.save({ key: 'A', up: true, since: 1, seen: 1, version: '1', grains: '{}' });
    store.minions.save({ key: 'A', up: false, since: 2, seen: 2 });
    expect(reopen().minions.all()).toEqual([{ key: 'A', up: false, since: 2, seen: 2, version: '1', grains: '{}' }]);
  });

  it('counts the minions of a join token, not their requests', () => {
    store.tokens.create({ key: 'T', created: 1, expires: 100, uses: 1, operator: 'ops' });
    expect(store.tokens.use('X', { key: 'A', minion: 'A' }, 5)).toBe('unknown');
    expect(store.tokens.use('T', { key: 'A', minion: 'A' }, 5)).toBe('granted');
    store.keys.enrol({ minion: 'A', key: 'A', sealKey: 's', fingerprint: 'f', at: 5 });
    expect(store.tokens.use('T', { key: 'A', minion: 'A' }, 6)).toBe('repeated');
    expect(store.tokens.use('T', { key: 'B', minion: 'B' }, 6)).toBe('used-up');
    expect(store.tokens.use('T', { key: 'A', minion: 'A' }, 100)).toBe('expired');
  });

  it('takes a revoked join token from nobody who came with it before', () => {
    store.tokens.create({ key: 'T', created: 1, expires: 100, uses: 9, operator: 'ops', name: 'rack4', ids: 'web*' });
    store.tokens.use('T', { key: 'A', minion: 'web1' }, 5);
    store.keys.enrol({ minion: 'web1', key: 'A', sealKey: 's', fingerprint: 'f', at: 5 });
    expect(store.tokens.revoke('T', 6)).toBe(true);
    expect(store.tokens.revoke('T', 7)).toBe(false);
    expect(store.tokens.use('T', { key: 'A', minion: 'web1' }, 8)).toBe('repeated');
    expect(store.tokens.use('T', { key: 'B', minion: 'web2' }, 8)).toBe('revoked');
    expect(store.tokens.list()).toEqual([
      {
        ...{ key: 'T', created: 1, expires: 100, uses: 9, operator: 'ops', name: 'rack4', ids: 'web*', accept: false },
        revoked: 6,
        used: [{ key: 'A', at: 5, minion: 'web1', state: 'pending' }],
      },
    ]);
  });

  it('gives a join token back to no key that was deleted', () => {
    const enrolled = { minion: 'web1', key: 'A', sealKey: 's', fingerprint: 'f', at: 5 };
    const use = (): string => store.tokens.use('T', enrolled, 8);
    store.tokens.create({ key: 'T', created: 1, expires: 100, uses: 2, operator: 'ops' });
    expect(use()).toBe('granted');
    store.keys.enrol(enrolled);
    store.keys.remove('A');
    // There is a use left, and it is not let in by it as if it came for the first time.
    expect(use()).toBe('repeated');
    store.tokens.use('T', { key: 'B', minion: 'web2' }, 8);
    expect(use()).toBe('used-up');
    store.tokens.revoke('T', 9);
    expect(use()).toBe('revoked');
  });

  it('calls a join token spent when nobody may use it, and nobody waits who has', () => {
    const hour = 3_600_000;
    const spent = (now: number): string[] => store.tokens.spent(now).map(({ key }) => key);
    store.tokens.create({ key: 'T', created: 1, expires: 100 * hour, uses: 1, operator: 'ops' });
    expect(spent(hour)).toEqual([]);
    store.tokens.use('T', { key: 'A', minion: 'web1' }, hour);
    store.keys.enrol({ minion: 'web1', key: 'A', sealKey: 's', fingerprint: 'f', at: hour });
    expect(spent(50 * hour)).toEqual([]);
    store.keys.decide('A', 'accepted', 50 * hour);
    expect(spent(60 * hour)).toEqual([]);
    store.minions.save({ key: 'A', up: true, since: 60 * hour, seen: 60 * hour });
    expect(spent(61 * hour)).toEqual(['T']);
    expect(spent(100 * hour)).toEqual([]);
    store.tokens.create({ key: 'R', created: 1, expires: 100 * hour, uses: 2, operator: 'ops' });
    store.tokens.use('R', { key: 'B', minion: 'web2' }, hour);
    store.keys.enrol({ minion: 'web2', key: 'B', sealKey: 's', fingerprint: 'g', at: hour });
    store.tokens.revoke('R', 2 * hour);
    expect(spent(3 * hour)).not.toContain('R');
    store.keys.decide('B', 'rejected', 4 * hour);
    expect(spent(4 * hour + 30_000)).not.toContain('R');
    expect(spent(5 * hour)).toContain('R');
  });

  it('refuses to change or delete an audit row', async () => {
    store.audit.append({ at: 1, who: 'ops', action: 'job_create', function: 'test.ping', outcome: 'done' });
    const raw = (await import('better-sqlite3')).default(file());
    expect(() => raw.exec("UPDATE audit SET who = 'nobody'")).toThrow('audit rows are kept');
    expect(() => raw.exec('DELETE FROM audit')).toThrow('audit rows are kept');
    expect(() => raw.exec('INSERT OR REPLACE INTO audit SELECT * FROM audit')).toThrow('audit rows are kept');
    raw.close();
    expect(store.audit.list(5)).toMatchObject([
      { id: 1, at: 1, who: 'ops', action: 'job_create', function: 'test.ping', outcome: 'done' },
    ]);
  });
});

describe('writes that arrive together', () => {
  it('undo alone what throws', async () => {
    const written = await Promise.allSettled([
      store.write(({ jobs }) => jobs.create(jobOf(jid, 'web1'))),
      store.write(({ tokens, jobs }) => {
        tokens.create({ key: 'T', created: 1, expires: 2, uses: 1, operator: 'o' });
        jobs.create(jobOf(jid, 'web1'));
      }),
      store.write(({ jobs }) => jobs.create(jobOf('20260101000000000002'))),
    ]);
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(store.jobs.list(9)).toHaveLength(2);
    expect(store.tokens.use('T', { key: 'A', minion: 'A' }, 1)).toBe('unknown');
  });

  it('that were confirmed survive a kill in the middle of writing', async () => {
    store.close();
    const killed = join(directory, 'killed.db');
    const confirmed = await runKilled('busy-writer.ts', [killed], directory, 400);
    const after = JobStore.open(killed);
    const kept = new Set(
      after.jobs
        .show('20260101000000000000')
        ?.minions.filter((row) => row.return)
        .map((row) => row.minion),
    );
    after.close();
    expect(confirmed.length).toBeGreaterThanOrEqual(400);
    expect(confirmed.filter((key) => !kept.has(key))).toEqual([]);
  });

  it('fail together, with the reason, when the disk is full', async () => {
    const raw = (store as unknown as { database: { pragma(text: string): void } }).database;
    raw.pragma('max_page_count = 1');
    const huge = 'x'.repeat(200_000);
    const results = await Promise.allSettled([
      store.write(({ keys }) => keys.enrol({ minion: 'web1', key: 'A', sealKey: 's', fingerprint: 'f', at: 1 })),
      store.write(({ jobs }) => jobs.create({ ...jobOf(jid), args: huge })),
    ]);
    expect(
      results.map((result) => (result.status === 'rejected' ? (result.reason as { code: string }).code : 'done')),
    ).toEqual(['disk-full', 'disk-full']);
    expect(store.keys.all()).toEqual([]);
    raw.pragma('max_page_count = 1000000');
    await store.write(({ jobs }) => jobs.create({ ...jobOf(jid), args: huge }));
    expect(store.jobs.list(1)).toHaveLength(1);
  });
});
