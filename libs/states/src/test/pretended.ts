import { fromPlain, type ValueMap } from '@fleet/values';
import type { Plan } from '../definition.js';

/** The change that test states report, with Salt's words: trees in the wild match on them. */
export function pretendedChange(): ValueMap {
  return fromPlain({ testing: { old: 'Unchanged', new: 'Something pretended to change' } }) as ValueMap;
}

/** A verdict without any change of the machine; in test mode a pretended change is one that would be made. */
export function verdict(result: boolean, comment: string, options: { changes: boolean; test: boolean }): Plan {
  if (!options.changes) return { verdict: result, comment };
  return { verdict: options.test ? null : result, comment, changes: pretendedChange() };
}
