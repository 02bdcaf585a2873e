import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { networkFileSystem } from './network-file-system.js';
import { openDatabase as open, type OpenOptions } from './open-database.js';
import { failureOf, StoreRefused } from './store-errors.js';

const openDatabase = (file: string, options?: OpenOptions) => open(file, options).database;

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'fleet-jobs-'));
  file = join(directory, 'store', 'fleet.db');
});
afterEach(() => rmSync(directory, { recursive: true }));

function refusal(open: () => unknown): StoreRefused {
  try {
    open();
  } catch (error) {
    if (error instanceof StoreRefused) return error;
    throw error;
  }
  throw new Error('it was opened');
}

describe('opening a store', () => {
  it('makes it readable by its owner only, with a log that survives a crash and a power cut', () => {
    const database = openDatabase(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(database.pragma('synchronous', { simple: true })).toBe(2);
    expect(database.pragma('foreign_keys', { simple: true })).toBe(1);
    database.close();
  });

  it('refuses a network file system and says why', () => {
    const refused = refusal(() => openDatabase(file, { fileSystem: () => 'nfs' }));
    expect(refused).toMatchObject({
      code: 'network-file-system',
      message: 'the job store lies on a network file system (nfs)',
    });
    expect(refused.advice).toContain('local disk');
  });

  it('refuses what is not a database', () => {
    mkdirSync(join(directory, 'store'));
    writeFileSync(file, 'not a database, but long enough to look at, '.repeat(100));
    expect(refusal(() => openDatabase(file)).code).toBe('corrupt');
  });

  it('refuses a database of another program, and changes nothing in it', () => {
    mkdirSync(join(directory, 'store'));
    const other = new Sqlite(file);
    other.exec('CREATE TABLE songs (title); INSERT INTO songs VALUES (1)');
    other.close();
    const before = readFileSync(file);
    expect(refusal(() => openDatabase(file)).code).toBe('foreign');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('refuses a store whose pages are damaged', () => {
    const database = openDatabase(file);
    const insert = database.prepare('INSERT INTO minions (key, up, since, seen, grains) VALUES (?, 0, 1, 1, ?)');
    for (let row = 0; row < 500; row += 1) insert.run(`U${row}`, 'w'.repeat(200));
    database.pragma('wal_checkpoint(TRUNCATE)');
    database.close();
    const content = readFileSync(file);
    content.fill(0xee, content.length - 8 * 4096, content.length - 2 * 4096);
    writeFileSync(file, content);
    expect(refusal(() => openDatabase(file)).code).toBe('corrupt');
  });

  it('refuses a store of a newer version and leaves it as it was', () => {
    openDatabase(file).close();
    const raw = new Sqlite(file);
    raw.pragma('user_version = 999');
    raw.close();
    expect(refusal(() => openDatabase(file)).code).toBe('newer-schema');
    const again = new Sqlite(file);
    expect(again.pragma('user_version', { simple: true })).toBe(999);
    again.close();
  });

  it('refuses a store that another process holds', () => {
    openDatabase(file).close();
    const other = new Sqlite(file);
    other.exec('BEGIN EXCLUSIVE');
    expect(refusal(() => openDatabase(file, { busyTimeout: 10 })).code).toBe('locked');
    other.close();
  });

  it('opens an older store again without touching what is in it', () => {
    const first = openDatabase(file);
    first.exec("INSERT INTO minions (key, up, since, seen) VALUES ('a', 0, 1, 1)");
    first.close();
    const second = openDatabase(file);
    expect(second.prepare('SELECT count(*) AS count FROM minions').get()).toEqual({ count: 1 });
    second.close();
  });
});

describe('what the kernel says of a file system', () => {
  it.each([
    [0x6969, 'nfs'],
    [0xff534d42, 'cifs'],
    [0xff534d42 | 0, 'cifs'],
    [0x01021997, '9p'],
    [0x65735546, 'fuse'],
    [0xef53, undefined],
    [0x9123683e, undefined],
    [0x01021994, undefined],
  ])('%i is %s', (type, name) => {
    expect(networkFileSystem('/', () => ({ type }))).toBe(name);
  });

  it('is asked for real', () => {
    expect(networkFileSystem(tmpdir())).toBeUndefined();
  });
});

describe('what an error means', () => {
  it.each([
    ['SQLITE_FULL', 'disk-full'],
    ['ENOSPC', 'disk-full'],
    ['SQLITE_READONLY_DBMOVED', 'read-only'],
    ['EROFS', 'read-only'],
    ['SQLITE_CORRUPT_INDEX', 'corrupt'],
    ['SQLITE_IOERR_FSYNC', 'io'],
    ['SQLITE_BUSY_SNAPSHOT', 'locked'],
    ['SQLITE_CONSTRAINT', 'internal'],
  ])('%s is %s', (code, failure) => {
    expect(failureOf(Object.assign(new Error('x'), { code }))).toBe(failure);
  });
});
