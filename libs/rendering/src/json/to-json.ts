import { Float, type Value } from '@fleet/values';
import { order } from '../python/compare.js';
import { floatText } from '../python/number-text.js';
import { PythonError, type Thing } from '../python/things.js';

export interface JsonStyle {
  readonly indent: number | undefined;
  readonly sortKeys: boolean;
  /** Everything beyond ASCII as `\uXXXX`. */
  readonly ascii: boolean;
}

/** JSON as Python's `json.dumps` writes it: `, ` and `: ` between, floats with their `.0`, ints with all digits. */
export function toJson(value: Value, style: JsonStyle, margin = ''): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quote(value, style.ascii);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : jsonFloat(value);
  if (value instanceof Float) return jsonFloat(value.value);
  const inner = style.indent === undefined ? '' : margin + ' '.repeat(style.indent);
  if (Array.isArray(value))
    return enclose(
      '[',
      value.map((item) => toJson(item, style, inner)),
      ']',
      style,
      margin,
      inner,
    );
  const entries = [...value];
  if (style.sortKeys) entries.sort((a, b) => order(a[0] as Thing, b[0] as Thing));
  const rows = entries.map(([key, item]) => `${quote(keyText(key), style.ascii)}: ${toJson(item, style, inner)}`);
  return enclose('{', rows, '}', style, margin, inner);
}

function enclose(
  open: string,
  rows: readonly string[],
  close: string,
  style: JsonStyle,
  margin: string,
  inner: string,
): string {
  if (rows.length === 0) return open + close;
  if (style.indent === undefined) return open + rows.join(', ') + close;
  return `${open}\n${inner}${rows.join(`,\n${inner}`)}\n${margin}${close}`;
}

function jsonFloat(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return Number.isFinite(value) ? floatText(value) : value > 0 ? 'Infinity' : '-Infinity';
}

function keyText(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null || typeof key !== 'object' || key instanceof Float)
    return toJson(key, { indent: undefined, sortKeys: false, ascii: true });
  throw new PythonError('type', 'keys must be str, int, float, bool or None');
}

function quote(text: string, ascii: boolean): string {
  const quoted = JSON.stringify(text);

  return ascii
    ? quoted.replace(/[^\x00-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    : quoted;
}
