import type { Chunk } from '../representations.js';
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

/** Nothing failed, but for what a chunk with `onfail_stop: False` has answered for and handled well. */
export function ranWell(
  results: ReadonlyMap<Chunk, ChunkResult>,
  listened: readonly { readonly result: ChunkResult }[],
): boolean {
  const handled = new Map<Chunk, boolean>();
  for (const [chunk, { result }] of results) {
    if (!chunk.options.handlesFailure) continue;
    for (const { kind, targets } of chunk.requisites)
      if (kind === 'onfail')
        for (const target of targets) handled.set(target, result === true && handled.get(target) !== false);
  }
  return (
    listened.every(({ result }) => result.result !== false) &&
    [...results].every(([chunk, { result }]) => result !== false || handled.get(chunk) === true)
  );
}
