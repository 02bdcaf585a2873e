import { fromPlain, type ValueMap } from '@fleet/values';
import type { Plan } from '../../definition.js';

export function pretendedChanges(): ValueMap {
  return fromPlain({ testing: { old: 'Unchanged', new: 'Something pretended to change' } }) as ValueMap;
}

/** A verdict with made-up changes; in test mode, what would change or fail only would. */
export function pretended(outcome: { result: boolean; changes: boolean; comment?: string }, test: boolean): Plan {
  const changes = outcome.changes ? pretendedChanges() : new Map();
  const comment = outcome.comment ?? (outcome.result ? 'Success!' : 'Failure!');
  if (test && outcome.changes) return { verdict: null, comment: 'if this were real, it would be so', changes };
  return { verdict: outcome.result, comment, changes };
}
