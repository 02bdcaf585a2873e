import { Float, type Value, type ValueMap } from '@fleet/values';
import { order } from '../python/compare.js';
import { floatText } from '../python/number-text.js';
import { PythonError, type Thing } from '../python/things.js';

export interface JsonStyle {
  /** Columns of each level, or the text that stands for one; without, all is one line. */
  readonly indent: number | string | undefined;
  readonly sortKeys: boolean;
  /** Everything beyond ASCII as `\uXXXX`. */
  readonly ascii: boolean;
}

/** Characters that a JSON text may have: data in which the same list stands many times is small, its JSON is not. */
const longest = 16 * 1024 * 1024;

/**
 * JSON as Python's `json.dumps` writes it: `, ` and `: ` between, floats with their `.0`, ints with all digits.
 * @throws PythonError for keys that JSON has none of, and for a text beyond all bounds
 */
export function toJson(value: Value, style: JsonStyle): string {
  return write(value, style, '', { left: longest });
}

interface Room {
  left: number;
}

function write(value: Value, style: JsonStyle, margin: string, room: Room): string {
  if (!Array.isArray(value) && !(value instanceof Map)) return taken(scalar(value, style), room);
  const inner =
    style.indent === undefined
      ? ''
      : margin + (typeof style.indent === 'string' ? style.indent : ' '.repeat(style.indent));
  // Its brackets, and what stands in front of each line.
  charge(32 + inner.length * (Array.isArray(value) ? value.length : value.size), room);
  if (Array.isArray(value))
    return enclose(
      '[',
      value.map((item) => write(item, style, inner, room)),
      ']',
      style,
      margin,
      inner,
    );
  const entries = [...value];
  if (style.sortKeys) entries.sort((a, b) => order(a[0] as Thing, b[0] as Thing));
  const rows = entries.map(
    ([key, item]) => `${taken(quote(keyText(key), style.ascii), room)}: ${write(item, style, inner, room)}`,
  );
  return enclose('{', rows, '}', style, margin, inner);
}

function taken(text: string, room: Room): string {
  charge(text.length + 2, room);
  return text;
}

function charge(characters: number, room: Room): void {
  room.left -= characters;
  if (room.left < 0) throw new PythonError('limit', `a JSON text of more than ${longest} characters`);
}

function scalar(value: Exclude<Value, Value[] | ValueMap>, style: JsonStyle): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return quote(value, style.ascii);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : jsonFloat(value);
  return jsonFloat(value.value);
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
