import { Float, isList, isMap, type Value } from '@fleet/values';

/** What Python takes for true: whatever is not nothing, not zero and not empty. */
export function isTrue(value: Value | undefined): boolean {
  if (isMap(value)) return value.size > 0;
  if (isList(value)) return value.length > 0;
  return value instanceof Float ? value.value !== 0 : Boolean(value);
}
