import type { JobStore, Replayed } from '@fleet/jobs';
import type { StreamsRead } from './read-streams.js';

export interface Restored {
  readonly epoch: number;
  readonly jobs: number;
  readonly keys: number;
  readonly replayed: Replayed;
  readonly streams: StreamsRead;
}

export function whatIsIn(store: JobStore): { jobs: number; keys: number } {
  return { jobs: store.jobs.count(), keys: store.keys.all().length };
}

/** What was brought back and what was not, as sentences for the operator. */
export function inSentences({ epoch, jobs, keys, replayed, streams }: Restored): string[] {
  const { applied, known, replaced, unplaced, unknown, returns } = replayed;
  const said = [
    `facts: ${applied} brought in, ${known} were there${streams.since === undefined ? '' : `, the oldest of ${new Date(streams.since).toISOString()}`}`,
    `returns: ${returns.stored} brought in, ${returns.known} were there`,
    `the store has ${jobs} ${jobs === 1 ? 'job' : 'jobs'} and ${keys} ${keys === 1 ? 'key' : 'keys'} of minions now; its epoch is ${epoch}`,
  ];
  if (streams.unreadable > 0)
    said.push(
      `not brought in: ${streams.unreadable} messages of facts that keys/facts.key of this master does not open`,
    );
  if (unplaced > 0)
    said.push(`not brought in: ${unplaced} facts about what has left the stream, such as the ends of old jobs`);
  if (returns.unplaced > 0) said.push(`not brought in: ${returns.unplaced} returns of jobs that are not in the store`);
  if (replaced > 0) said.push(`not brought in: ${replaced} facts of a master that had been replaced already`);
  if (unknown > 0) said.push(`not brought in: ${unknown} facts that only another version of fleet understands`);
  return said;
}
