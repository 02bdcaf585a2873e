import type { Foreseen } from '@fleet/platform';
import type { Chunk } from '../representations.js';

/** What the chunks of a run are going to look at, as far as their arguments are known before. */
export function foreseen(chunks: readonly Chunk[]): Foreseen {
  const each = chunks.map(({ definition, want }) => (want && definition.foresees?.(want)) ?? {});
  return {
    units: each.flatMap(({ units = [] }) => units),
    candidates: each.flatMap(({ candidates = [] }) => candidates),
  };
}
