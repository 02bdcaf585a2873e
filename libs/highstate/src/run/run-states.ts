import type { Host } from '@fleet/platform';
import type { Chunk } from '../representations.js';
import type { RunContext, RunOptions, RunResult } from './run-types.js';

/** Runs chunks in their order. Never throws for what the machine answered. */
export async function runStates(_low: readonly Chunk[], _host: Host, _context: RunContext, _options: RunOptions): Promise<RunResult> {
  throw new Error('not written yet');
}
