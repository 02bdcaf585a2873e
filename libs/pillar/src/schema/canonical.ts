import { Float, isList, isMap, type Value } from '@fleet/values';
import { keyText } from './plain-data.js';

/**
 * A text that is the same for two values exactly where JSON Schema takes them for equal: numbers by what they amount to (`1` and `1.0`, but
 * never `true`), mappings whatever the order of their keys. Texts can be looked up where comparing each with each would take too long.
 */
export function canonical(value: Value): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Float) return numberText(value.value);
  if (typeof value === 'number') return numberText(value);
  if (isList(value)) return `[${value.map(canonical).join()}]`;
  if (!isMap(value)) return String(value);
  const items = [...value].map(([key, item]) => `${JSON.stringify(keyText(key))}:${canonical(item)}`);
  return `{${items.sort().join()}}`;
}

function numberText(value: number): string {
  return Number.isInteger(value) ? String(BigInt(value)) : String(value);
}
