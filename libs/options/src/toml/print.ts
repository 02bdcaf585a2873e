import { Float, stringifyExact, type Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';

/** A value on one line. */
export function printToml(value: Value, quotes: '"' | "'" = '"'): string {
  if (value === null) throw new OptionsRefused('TOML has no word for nothing: remove the key instead');
  if (typeof value === 'string') return printText(value, quotes);
  if (typeof value === 'bigint' && BigInt.asIntN(64, value) !== value)
    throw new OptionsRefused(`a number of TOML has 64 bits, and ${value} has more: write it as a text`);
  const number = value instanceof Float ? value.value : value;
  if (typeof number === 'number' && !Number.isFinite(number))
    return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf';
  if (Array.isArray(value)) return `[${value.map((item) => printToml(item)).join(', ')}]`;
  if (!(value instanceof Map)) return stringifyExact(value);
  if (value.size === 0) return '{}';
  return `{ ${[...value].map(([key, item]) => `${printKey(key)} = ${printToml(item)}`).join(', ')} }`;
}

export function printKey(key: Value): string {
  if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint')
    throw new OptionsRefused('a key of TOML is a text');
  const text = String(key);
  return /^[A-Za-z0-9_-]+$/.test(text) ? text : printText(text, '"');
}

export function printPath(path: readonly Value[]): string {
  return path.map(printKey).join('.');
}

function printText(text: string, quotes: '"' | "'"): string {
  if (/\p{Surrogate}/u.test(text)) throw new OptionsRefused('the text holds half a character, which no file can hold');
  if (quotes === "'" && !/'|[^\P{Cc}\t]/u.test(text)) return `'${text}'`;
  return JSON.stringify(text).replaceAll('\u007f', '\\u007F');
}
