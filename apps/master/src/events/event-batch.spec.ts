import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import Sqlite from 'better-sqlite3';
import { JobStore } from '@fleet/jobs';
import type { MasterRuntime } from '../runtime/runtime.js';
import { EventJournal } from './event-journal.js';
import { MasterEvents } from './master-events.js';

it('thousands of events that come together cost a handful of commits', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'fleet-batch-'));
  const file = join(directory, 'fleet.db');
  const store = JobStore.open(file);
  const master = { store, config: { events: { rows: 1e6, bytes: 1e9, keep: 1e9 } }, quiet: { warn: () => undefined } };
  const journal = new EventJournal(master as unknown as MasterRuntime);
  const events = new MasterEvents(master as unknown as MasterRuntime, journal);
  // Its data version changes once for each commit of another connection.
  const other = new Sqlite(file, { readonly: true });
  let commits = 0;
  let version = other.pragma('data_version', { simple: true });
  const look = (): void => {
    const now = other.pragma('data_version', { simple: true });
    if (now !== version) commits += 1;
    version = now;
  };
  try {
    const told = { function: 'test.ping', success: true, retcode: 0, duration: 1 } as const;
    const writes = Array.from({ length: 5000 }, (_, n) =>
      store
        .write((tables) => events.append(tables, 'job/JID/ret/MINION', { JID: '1', MINION: `web${n}` }, told))
        .then(look),
    );
    await Promise.all(writes);
    expect(store.events.totals().count).toBe(5000);
    expect([commits >= 1, commits <= 5]).toEqual([true, true]);
  } finally {
    other.close();
    await journal.onApplicationShutdown();
    store.close();
    rmSync(directory, { recursive: true });
  }
});
