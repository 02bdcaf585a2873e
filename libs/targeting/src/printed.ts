import { Float, isList, isMap, Tuple, type Value } from '@fleet/values';

/** A value the way templates print it, because that is what operators see and type. */
export function printed(value: Value): string {
  return typeof value === 'string' ? value : quoted(value);
}

function quoted(value: Value): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quotedText(value);
  if (value instanceof Float) return Number.isFinite(value.value) ? value.value.toFixed(1) : String(value.value);
  if (isMap(value)) return `{${[...value].map(([key, item]) => `${quoted(key)}: ${quoted(item)}`).join(', ')}}`;
  if (!isList(value)) return String(value);
  const members = value.map(quoted).join(', ');
  if (!(value instanceof Tuple)) return `[${members}]`;
  return value.length === 1 ? `(${members},)` : `(${members})`;
}

function quotedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  return `${quote}${text.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`).replace(/\n/g, '\\n').replace(/\t/g, '\\t')}${quote}`;
}
