import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { StoreFailed } from '@fleet/jobs';
import type { MinionRegistry } from '../presence/minion-registry.js';
import type { MasterRuntime } from '../runtime/runtime.js';
import type { CommandSender } from './command-sender.js';
import type { JobEvents } from './job-events.js';
import type { JobLog } from './log/job-log.js';
import { RunningJobs } from './running-jobs.js';

const jid = '20260101000000000000';

/** A store whose disk is full for so many writes. */
class FillingStore {
  readonly ended: string[] = [];
  full = 2;

  async write(work: (tables: object) => void): Promise<void> {
    this.full -= 1;
    if (this.full >= 0) throw new StoreFailed('disk-full', { cause: new Error('SQLITE_FULL') });
    work({ jobs: { end: (which: string) => void this.ended.push(which) }, orders: { remove: () => undefined } });
  }

  writeSoon(work: (tables: object) => void): Promise<void> {
    return this.write(work);
  }
}

describe('a job that ends while the disk of the store is full', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('has ended in the store too once there is room', async () => {
    const store = new FillingStore();
    const told: string[] = [];
    const quiet = { warn: (_who: string, _fields: object, message: string) => void told.push(message) };
    const master = { store, quiet, log: { warn: () => undefined }, config: { acknowledgeTimeout: 1000 } };
    const registry = { presence: () => undefined };
    const jobs = new RunningJobs(
      master as unknown as MasterRuntime,
      registry as unknown as MinionRegistry,
      {} as CommandSender,
      {} as JobEvents,
      { ended: async () => undefined } as unknown as JobLog,
    );
    const job = jobs.add({ jid, started: Date.now(), minions: [{ key: 'K', minion: 'a' }] });
    job.giveUp(Date.now());
    jobs.settle(job);
    // Until the store knows, the master does.
    await jest.advanceTimersByTimeAsync(1_000);
    expect([store.ended, jobs.justEnded(jid)?.length]).toEqual([[], 1]);
    await jest.advanceTimersByTimeAsync(10_000);
    expect([store.ended, jobs.justEnded(jid)]).toEqual([[jid], undefined]);
    expect(told).toEqual(Array(2).fill('the end of a job is not stored yet'));
  });
});
