import type { Phase, PhaseEnd, PhaseWord, Place } from '@fleet/execution';
import type { ChunkResult } from './run-types.js';

/** A chunk begins. `test`: it is only looked at. */
export function beginning(
  { id, state }: Pick<ChunkResult, 'id' | 'state'>,
  place: Place,
  at: number,
  test: boolean,
): Phase {
  return { word: test ? 'CHECK' : 'EXEC', at, ...place, what: state, about: id };
}

/** A chunk has ended, or was not run at all. */
export function ending(result: ChunkResult, place: Place): Phase {
  const { id, state, started, duration } = result;
  const [word, says, reason] = outcome(result);
  const end: PhaseEnd = { says, duration, ...(reason !== undefined && { reason }) };
  return { word, at: started + Math.floor(duration), ...place, what: state, about: id, end };
}

function outcome({ result, skipped, notRun, comment, warnings, changes }: ChunkResult): [PhaseWord, string, string?] {
  if (result === false) return ['ERROR', notRun ? 'not run' : 'failed', comment];
  if (result === null) return ['CHECK', 'would change'];
  if (skipped || notRun) return ['SKIP', 'skipped', comment];
  const says = changes.size > 0 ? 'changed' : 'no changes';
  const [warning] = warnings;
  return warning === undefined ? ['OK', says] : ['WARN', says, warning];
}
