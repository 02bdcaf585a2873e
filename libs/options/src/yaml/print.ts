import { Float, stringifyExact, type Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';
import { readPlain } from './plain.js';

export type Quotes = 'plain' | 'single' | 'double';

/** One value on one line; `flow`: inside of brackets. */
export function printScalar(value: Value, quotes: Quotes, flow: boolean): string {
  if (value === null) return 'null';
  if (typeof value === 'string') return printText(value, quotes, flow);
  const number = value instanceof Float ? value.value : value;
  if (typeof number === 'number' && !Number.isFinite(number))
    return Number.isNaN(number) ? '.nan' : number > 0 ? '.inf' : '-.inf';
  // YAML 1.1 wants a point before, and a sign behind the e.
  if (typeof number === 'number' && /e/.test(String(number)))
    return String(number)
      .replace(/^(-?\d+)e/, '$1.0e')
      .replace(/e(?=\d)/, 'e+');
  return stringifyExact(value);
}

function printText(text: string, quotes: Quotes, flow: boolean): string {
  if (/\p{Surrogate}/u.test(text)) throw new OptionsRefused('the text holds half a character, which no file can hold');
  if (/[^\P{C}\u200b]|[\u2028\u2029\ufeff]/u.test(text) || quotes === 'double')
    return JSON.stringify(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, escaped);
  if (quotes === 'plain' && isPlain(text, flow)) return text;
  return `'${text.replaceAll("'", "''")}'`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Nobody takes it for something else than this text: neither a reader of YAML 1.1 nor one of 1.2. */
function isPlain(text: string, flow: boolean): boolean {
  if (!/^[\p{L}\p{N}_/.$~-](?:[^:#]|:(?! )|(?<! )#)*$/u.test(text) || /^(?:[-.] |[-~]$|---|\.\.\.)|[: ]$|^ /.test(text))
    return false;
  if (flow && /[,[\]{}]|: ?/.test(text)) return false;
  if (/^(?:y|n|<<|=)$/i.test(text) || /^[-+.]?[0-9][0-9_.:eExXoO+-]*$/.test(text) || /^[0-9]{4}-[0-9]/.test(text))
    return /^[0-9]+(?:\.[0-9]+){2,}$/.test(text);
  return typeof readPlain(text) === 'string';
}

/** As JSON has it, but with as few quotes as can be: `{a: 1, b: [x]}`. */
export function printFlow(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(printFlow).join(', ')}]`;
  if (!(value instanceof Map)) return printScalar(value, 'plain', true);
  return `{${[...value].map(([key, item]) => `${printScalar(key, 'plain', true)}: ${printFlow(item)}`).join(', ')}}`;
}

/** Whether it takes lines of its own. */
export function isBlock(value: Value): value is Value[] | Map<Value, Value> {
  return Array.isArray(value) ? value.length > 0 : value instanceof Map && value.size > 0;
}

/** Lines of a mapping or list; none of them has the margin of the whole. */
export function blockLines(value: Value[] | Map<Value, Value>, unit: string): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => itemLines(item, unit));
  return [...value].flatMap(([key, item]) => pairLines(key, item, unit));
}

export function pairLines(key: Value, value: Value, unit: string): string[] {
  if (key instanceof Map || Array.isArray(key)) throw new OptionsRefused('a key is a single value');
  const name = `${printScalar(key, 'plain', false)}:`;
  if (!isBlock(value)) return [`${name} ${printInline(value)}`];
  return [name, ...blockLines(value, unit).map((line) => unit + line)];
}

export function itemLines(value: Value, unit: string): string[] {
  if (!isBlock(value)) return [`- ${printInline(value)}`];
  return blockLines(value, unit).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}

export function printInline(value: Value, quotes: Quotes = 'plain'): string {
  return value instanceof Map || Array.isArray(value) ? printFlow(value) : printScalar(value, quotes, false);
}
