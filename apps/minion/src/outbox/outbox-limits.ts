import { apart } from '../waiting.js';

export interface OutboxLimits {
  readonly count: number;
  readonly bytes: number;
  /** Bytes that wait in memory alone, because the disk refused them. */
  readonly unsaved: number;
  /** Notes of returns that were given up; they count for nothing else. */
  readonly notes: number;
  /** Milliseconds, by the wall clock. */
  readonly age: number;
  /** Milliseconds that this process has to have had a return before its age counts: a clock that jumps ahead must give up nothing. */
  readonly kept: number;
  /** Returns on their way at once. */
  readonly window: number;
  /** Milliseconds after the first failure; doubles up to `longestPause`. A part of it, which {@link spread} chooses. */
  readonly pause: number;
  readonly longestPause: number;
}

export const usualLimits: OutboxLimits = {
  count: 10_000,
  bytes: 256 * 1024 * 1024,
  unsaved: 16 * 1024 * 1024,
  notes: 10_000,
  age: 7 * 24 * 3_600_000,
  kept: 24 * 3_600_000,
  window: 16,
  pause: 1_000,
  longestPause: 30_000,
};

/** Milliseconds in which the server stores what it took: thousands may be before it. A lost connection is noticed without it. */
export const storedWithin = 60_000;

/** Thousands of minions whose returns a full server refused at the same moment must not come back at the same moment. */
export function spread(pause: number): number {
  return apart(pause, 0.5, 1);
}
