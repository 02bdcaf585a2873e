import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { copyStore, inspectStore } from '../copy-store.js';
import { JobStore } from '../job-store.js';
import { migrate, migrations } from './migrate.js';

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-migrate-'));
  file = join(directory, 'fleet.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

/** A store as version 2 left it: one job with a return, one without. */
function older(): void {
  const raw = new Sqlite(file);
  raw.pragma('journal_mode = WAL');
  for (const step of migrations.slice(0, 2)) raw.exec(step as string);
  raw.pragma('user_version = 2');
  raw.exec(`INSERT INTO jobs VALUES ('20260101000000000001', 'test.ping', 'glob', '*', '[]', '{}', 'ops', 1, NULL, NULL, 9);
    INSERT INTO jobs VALUES ('20260101000000000002', 'test.ping', 'glob', '*', '[]', '{}', 'ops', 1, NULL, NULL, NULL);
    INSERT INTO expected VALUES ('20260101000000000001', 'K1', 'web1', NULL, NULL), ('20260101000000000001', 'K2', 'web2', NULL, '{"code":"never-connected"}');
    INSERT INTO returns VALUES ('20260101000000000001', 'K1', 0, 1, '{"value":"1"}', 5);`);
  raw.close();
}

describe('a store of an older version', () => {
  it('is copied beside itself before it is brought up to date', () => {
    older();
    const store = JobStore.open(file);
    expect(store.opened.migrated).toEqual({ from: 2, to: migrations.length, copy: `${file}.v2` });
    expect(store.jobs.list(9, { outcome: 'failed' })).toMatchObject([
      { jid: '20260101000000000001', expected: 2, returned: 1, failed: 1, octets: 13 },
    ]);
    expect(store.jobs.list(9, { outcome: 'running' })).toHaveLength(1);
    store.close();
    expect(statSync(`${file}.v2`).mode & 0o777).toBe(0o600);
    const copy = new Sqlite(`${file}.v2`, { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(2);
    expect(copy.prepare('SELECT count(*) FROM jobs').pluck().get()).toBe(2);
    copy.close();
    expect(JobStore.open(file).opened.migrated).toBeUndefined();
  });

  it('can be copied before it is', async () => {
    older();
    await copyStore(file, `${file}.copy`);
    expect(await inspectStore(`${file}.copy`)).toEqual({
      ...{ integrity: 'ok', schema: 2, epoch: 0, jobs: 2, lastJid: '20260101000000000002' },
    });
    expect(JobStore.open(`${file}.copy`).jobs.count()).toBe(2);
  });

  it('stays as it was where a step fails, and so does its copy', () => {
    older();
    const raw = new Sqlite(file);
    expect(() =>
      migrate(raw, undefined, [...migrations.slice(0, 2), 'CREATE TABLE x (a); INSERT INTO nowhere VALUES (1);']),
    ).toThrow('no such table');
    expect(raw.pragma('user_version', { simple: true })).toBe(2);
    expect(raw.prepare("SELECT count(*) FROM sqlite_schema WHERE name = 'x'").pluck().get()).toBe(0);
    raw.close();
    expect(JobStore.open(file).jobs.list(9)).toHaveLength(2);
  });

  it('is not touched where there is no room for a copy', () => {
    older();
    expect(() =>
      migrate(new Sqlite(file), () => {
        throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
      }),
    ).toThrow('full');
    const raw = new Sqlite(file, { readonly: true });
    expect(raw.pragma('user_version', { simple: true })).toBe(2);
    raw.close();
    expect(readdirSync(directory).filter((name) => name.includes('.v2'))).toEqual([]);
  });
});

describe('a new store', () => {
  it('is copied from nothing', () => {
    JobStore.open(file).close();
    expect(readdirSync(directory)).toEqual(['fleet.db']);
  });
});
