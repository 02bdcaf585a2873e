import type { ChunkResult, RunSummary } from './run-types.js';

/** Counts every chunk once, but for `changed`, which counts among the succeeded and the failed. */
export function summarize(results: readonly ChunkResult[], notReached: number): RunSummary {
  const count = (test: (result: ChunkResult) => boolean): number => results.filter(test).length;
  const skipped = (result: ChunkResult): boolean => result.result === true && (result.skipped || result.notRun);
  return {
    succeeded: count((result) => result.result === true && !skipped(result)),
    failed: count((result) => result.result === false),
    changed: count((result) => result.result !== null && result.changes.size > 0),
    wouldChange: count((result) => result.result === null),
    skipped: count(skipped),
    notReached,
  };
}
