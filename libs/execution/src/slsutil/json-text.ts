import { Float, isList, isMap, stringifyExact, type Value } from '@fleet/values';

export interface JsonStyle {
  readonly sort: boolean;
  /** Columns of each level; without, everything on one line. */
  readonly indent?: number;
}

/** JSON with Python's spaces: `{"a": [1, 2]}`. Keys that are no texts become texts. */
export function jsonText(value: Value, style: JsonStyle, margin = ''): string {
  if (!isMap(value) && !isList(value)) return value instanceof Float ? stringifyExact(value) : stringifyExact(value);
  const inner = margin + ' '.repeat(style.indent ?? 0);
  const rows = isMap(value)
    ? entriesOf(value, style.sort).map(([key, item]) => `${JSON.stringify(key)}: ${jsonText(item, style, inner)}`)
    : value.map((item) => jsonText(item, style, inner));
  const [open, close] = isMap(value) ? ['{', '}'] : ['[', ']'];
  if (rows.length === 0) return open + close;
  if (style.indent === undefined) return open + rows.join(', ') + close;
  return `${open}\n${rows.map((row) => inner + row).join(',\n')}\n${margin}${close}`;
}

function entriesOf(mapping: Map<Value, Value>, sort: boolean): [string, Value][] {
  const entries = [...mapping].map(
    ([key, item]) => [typeof key === 'string' ? key : stringifyExact(key), item] as const,
  );
  if (sort) entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries as [string, Value][];
}
