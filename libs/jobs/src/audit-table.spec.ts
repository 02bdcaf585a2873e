import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { chainStart } from './audit-chain.js';
import { JobStore } from './job-store.js';
import { migrations } from './migrations/migrate.js';

let directory: string;
let store: JobStore;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-audit-'));
  store = JobStore.open(join(directory, 'fleet.db'));
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true });
});

const entry = { at: 1, who: 'ann UANN', action: 'job_create', function: 'test.ping', outcome: 'done' };

/** In one transaction: a commit for each would be an fsync for each. */
async function fill(count: number): Promise<void> {
  await store.write(({ audit }) => {
    for (let row = 0; row < count; row += 1) audit.append({ ...entry, at: row, args: `["${row}"]` });
  });
}

/** What somebody with the file in hand does: triggers are no lock. */
function tamper(sql: string): void {
  const raw = new Sqlite(join(directory, 'fleet.db'));
  for (const trigger of ['audit_keeps_rows', 'audit_keeps_values', 'audit_keeps_order'])
    raw.exec(`DROP TRIGGER ${trigger}`);
  raw.exec(sql);
  raw.close();
}

describe('the audit log', () => {
  it('holds from the first row to the last', async () => {
    expect(await store.audit.verify()).toEqual({ ok: true, count: 0, head: { id: 0, hash: chainStart } });
    await fill(4500);
    const head = store.audit.head();
    expect(await store.audit.verify()).toEqual({ ok: true, count: 4500, head });
    expect(store.audit.find(head?.hash ?? '')).toBe(4500);
    expect(store.audit.list(1)[0]).toMatchObject({ id: 4500, previous: store.audit.list(2)[1]?.hash });
  });

  const forgeries: [string, string, number][] = [
    ['a value was changed', "UPDATE audit SET who = 'bob UBOB' WHERE id = 3", 3],
    ['a field was added', "UPDATE audit SET note = 'approved' WHERE id = 3", 3],
    ['a field was taken away', 'UPDATE audit SET args = NULL WHERE id = 3', 3],
    ['a row is missing', 'DELETE FROM audit WHERE id = 3', 4],
    ['the first row is missing', 'DELETE FROM audit WHERE id = 1', 2],
    [
      'rows changed places',
      'UPDATE audit SET id = 100 WHERE id = 3; UPDATE audit SET id = 3 WHERE id = 4; UPDATE audit SET id = 4 WHERE id = 100',
      3,
    ],
    ['the chain was closed over a gap', 'DELETE FROM audit WHERE id = 3; UPDATE audit SET id = id - 1 WHERE id > 3', 3],
  ];
  it.each(forgeries)('tells that %s', async (_what, sql, broken) => {
    await fill(6);
    tamper(sql);
    expect(await store.audit.verify()).toMatchObject({ ok: false, broken: { row: broken } });
  });

  it('cannot tell by itself that rows were cut off at the end: a head that was noted can', async () => {
    await fill(6);
    const noted = store.audit.head()?.hash ?? '';
    tamper('DELETE FROM audit WHERE id > 4');
    expect(await store.audit.verify()).toMatchObject({ ok: true, count: 4 });
    expect(store.audit.find(noted)).toBeUndefined();
  });

  it('holds whatever is in a row', async () => {
    const odd = ['\ud800 alone', 'nul \0 in it', '"quotes\\', 'пароль', '\u2028', 'x'.repeat(100_000), ''];
    for (const args of odd) store.audit.append({ ...entry, args, note: args });
    expect(await store.audit.verify()).toMatchObject({ ok: true, count: odd.length });
  });

  it('has one end, however many processes append', async () => {
    const other = JobStore.open(join(directory, 'fleet.db'));
    for (let turn = 0; turn < 20; turn += 1) (turn % 2 === 0 ? store : other).audit.append(entry);
    await Promise.all([
      store.write(({ audit }) => [audit.append(entry), audit.append(entry)]),
      other.write(({ audit }) => audit.append(entry)),
    ]);
    other.close();
    expect(await store.audit.verify()).toMatchObject({ ok: true, count: 23 });
  });

  it('goes on where a batch was undone', async () => {
    await fill(1);
    await store
      .write(({ audit }) => {
        audit.append(entry);
        throw new Error('no');
      })
      .catch(() => undefined);
    store.audit.append(entry);
    expect(await store.audit.verify()).toMatchObject({ ok: true, count: 2 });
  });

  it('is asked by operator, function, time, outcome and job', () => {
    store.audit.append({ ...entry, jid: '20260101000000000000' });
    store.audit.append({ ...entry, at: 50, who: 'anna UANNA', outcome: 'not-allowed', function: 'service.restart' });
    store.audit.append({ at: 60, who: 'autosign', action: 'key_accept', outcome: 'done' });
    const ids = (query: object): number[] => store.audit.list(10, query).map(({ id }) => id);
    expect(ids({})).toEqual([3, 2, 1]);
    expect([ids({ operator: 'ann' }), ids({ operator: 'UANNA' }), ids({ operator: 'autosign' })]).toEqual([
      [1],
      [2],
      [3],
    ]);
    expect([ids({ function: 'service.*' }), ids({ since: 50 }), ids({ outcome: 'not-allowed' })]).toEqual([
      [2],
      [3, 2],
      [2],
    ]);
    expect(ids({ jid: '20260101000000000000' })).toEqual([1]);
    expect(ids({ operator: "' OR 1=1 --" })).toEqual([]);
  });
});

describe('a store from before the chain', () => {
  it('becomes its beginning, in the order of its rows', async () => {
    const file = join(directory, 'old.db');
    const old = new Sqlite(file);
    const before = migrations.findIndex((step) => typeof step !== 'string');
    for (const step of migrations.slice(0, before)) old.exec(step as string);
    old.pragma(`user_version = ${before}`);
    const insert = old.prepare('INSERT INTO audit (id, at, who, action, jid, outcome) VALUES (?, ?, ?, ?, ?, ?)');
    old.exec('BEGIN');
    for (let row = 0; row < 2500; row += 1)
      insert.run(row * 3 + 7, row, 'ann', 'job_create', row % 2 ? `j${row}` : null, 'done');
    old.exec('COMMIT');
    old.close();
    const migrated = JobStore.open(file);
    expect(await migrated.audit.verify()).toMatchObject({ ok: true, count: 2500 });
    expect(migrated.audit.list(2)).toMatchObject([
      { id: 2500, at: 2499, jid: 'j2499' },
      { id: 2499, at: 2498 },
    ]);
    migrated.audit.append(entry);
    expect(await migrated.audit.verify()).toMatchObject({ ok: true, count: 2501 });
    migrated.close();
  });
});
