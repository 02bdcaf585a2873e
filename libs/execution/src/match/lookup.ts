import type { TargetType } from '@fleet/protocol';
import { pythonStr } from '@fleet/rendering';
import type { Value, ValueMap } from '@fleet/values';
import type { Known } from '../definition.js';
import { ownMatch } from './own-match.js';

/** Kinds of target that a mapping of targets may be of. */
export const lookupTypes = [
  'compound',
  'glob',
  'list',
  'pcre',
  'ipcidr',
  'grain',
  'grain_pcre',
  'pillar',
  'pillar_pcre',
] as const;

/** The keys of a mapping that mean this minion, in order. */
export function matchingKeys(lookup: ValueMap, type: TargetType, known: Known, id: string | undefined): Value[] {
  return [...lookup.keys()].filter((key) => ownMatch(type, pythonStr(key), known, id));
}
