/**
 * A master that does nothing but store returns, for the specs that kill it. It prints each sequence number on a line of its own once that
 * return's transaction has committed.
 */
import { JobStore } from '../src/job-store.js';
import { returnOf } from './samples.js';

const store = JobStore.open(process.argv[2] as string);
const jid = '20260101000000000000';
// More than it can store before it is killed: a return of a minion that was not asked is not kept.
const expected = Array.from({ length: 20_000 }, (_, number) => ({ minion: `K${number}`, key: `K${number}` }));
// In one transaction: twenty thousand commits would be as many fsyncs.
const job = {
  jid,
  function: 'test.ping',
  target: { type: 'glob', expression: '*' } as const,
  args: '[]',
  kwargs: '{}',
  operator: 'o',
  created: 1,
  minions: expected,
};
await store.write(({ jobs }) => jobs.create(job));

function next(sequence: number): void {
  for (let lane = 0; lane < 5; lane += 1) {
    const key = `K${sequence + lane}`;
    void store
      .write(({ jobs }) => jobs.record({ key, minion: key }, returnOf(jid, key), 1))
      .then(() => process.stdout.write(`${key}\n`));
  }
  setTimeout(() => next(sequence + 5), 1);
}
next(0);
