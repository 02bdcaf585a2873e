import { planProofKey } from '@fleet/protocol';
import { isMap, type Value } from '@fleet/values';

/** Without that by which a minion knows a plan again: it is no answer to anybody else, and on each minion another one. */
export function withoutProof(value: Value): Value {
  if (!isMap(value) || !value.has(planProofKey)) return value;
  return new Map([...value].filter(([key]) => key !== planProofKey));
}
