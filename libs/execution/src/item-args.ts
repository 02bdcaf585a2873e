import { Rest } from '@fleet/arguments';
import type { Value, ValueMap } from '@fleet/values';
import { traverse } from '@fleet/values';

export class ItemArgs {
  @Rest({ doc: 'Paths of the values.', of: 'positional' })
  keys: Value[] = [];
}

/** Path → value, for those that exist. */
export function pick(data: ValueMap, keys: readonly Value[]): ValueMap {
  const found: ValueMap = new Map();
  for (const key of keys) {
    const value = traverse(data, String(key));
    if (value !== undefined) found.set(String(key), value);
  }
  return found;
}
