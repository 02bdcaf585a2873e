import type { Chunk } from '@fleet/output';
import type { Return } from '@fleet/protocol';
import type { JobEnd } from './job-end.js';

/** Shows the returns of one job. Each minion returns once. */
export interface ReturnPrinter {
  /** `false`: of what it shows, outcomes say nothing worth counting. */
  readonly counted?: boolean;
  expect?(minions: readonly string[]): void;
  /** `chunks`: those of a state run. */
  add(minion: string, answer: Return, chunks?: readonly Chunk[]): Promise<void> | void;
  /** Nothing more will come. */
  finish(end: JobEnd): Promise<void> | void;
}
