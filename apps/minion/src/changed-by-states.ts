import { isMap } from '@fleet/values';
import type { Outcome } from './outcome.js';

/** Whether a function ran states of which one changed something. */
export function changedByStates(name: string, outcome: Outcome): boolean {
  if (!name.startsWith('state.') || 'fault' in outcome || !isMap(outcome.value)) return false;
  return [...outcome.value.values()].some((chunk) => {
    const changes = isMap(chunk) && chunk.get('result') !== null ? chunk.get('changes') : undefined;
    return isMap(changes) && changes.size > 0;
  });
}
