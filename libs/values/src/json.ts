import { Float, Tuple, type Value, type ValueMap } from './value.js';

/** What the wire carries where exactness does not matter: messages of ours, never a tree's data. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Values as JSON text that loses nothing: ints keep all digits, integral floats keep their `.0`, and a mapping with a key
 * that is not a string becomes `{"$map": [[key, value], …]}`.
 */
export function stringifyExact(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return finite(value);
  if (value instanceof Float) {
    const text = finite(value.value);
    return /[.e]/.test(text) || text.startsWith('"') ? text : `${text}.0`;
  }
  if (Array.isArray(value)) return `[${value.map(stringifyExact).join(',')}]`;
  const entries = [...value];
  if (entries.every(([key]) => typeof key === 'string' && key !== '$map')) {
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${stringifyExact(item)}`).join(',')}}`;
  }
  return `{"$map":[${entries.map(([key, item]) => `[${stringifyExact(key)},${stringifyExact(item)}]`).join(',')}]}`;
}

/** JSON has no infinity; Salt prints them as YAML does. */
function finite(value: number): string {
  if (Number.isFinite(value)) return Object.is(value, -0) ? '-0.0' : String(value);
  return Number.isNaN(value) ? '".nan"' : value > 0 ? '".inf"' : '"-.inf"';
}

/** Values as plain JSON for people and machines outside fleet (`--out json`): big ints as exact digits, keys as text. */
export function stringifyPlain(value: Value, indent = 0): string {
  return plain(value, indent, '');
}

function plain(value: Value, indent: number, margin: string): string {
  const inner = margin + ' '.repeat(indent);
  const [open, separator, close] = indent > 0 ? [`\n${inner}`, `,\n${inner}`, `\n${margin}`] : ['', ',', ''];
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]';
    return `[${open}${value.map((item) => plain(item, indent, inner)).join(separator)}${close}]`;
  }
  if (value instanceof Map) {
    if (value.size === 0) return '{}';
    const colon = indent > 0 ? ': ' : ':';
    const rows = [...value].map(
      ([key, item]) => `${JSON.stringify(keyText(key))}${colon}${plain(item, indent, inner)}`,
    );
    return `{${open}${rows.join(separator)}${close}}`;
  }
  return stringifyExact(value);
}

function keyText(key: Value): string {
  return typeof key === 'string' ? key : stringifyExact(key);
}

/** As deep as {@link parseExact} reads where nobody says otherwise. */
const deepestRead = 128;

/**
 * The value behind text of {@link stringifyExact} (or any JSON).
 * @throws SyntaxError with the offset; nesting beyond `maxDepth` is refused, so that a hostile text cannot exhaust the stack.
 */
export function parseExact(text: string, maxDepth = deepestRead): Value {
  let at = 0;

  function fail(what: string): never {
    throw new SyntaxError(`${what} at offset ${at}`);
  }
  function space(): void {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at += 1;
    }
  }
  function expect(word: string): void {
    if (!text.startsWith(word, at)) fail(`expected ${word}`);
    at += word.length;
  }
  const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
  const numberPattern = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;

  /** Most texts escape nothing, and are what stands there. */
  function string(): string {
    const start = at + 1;
    if (text.charCodeAt(at) === 0x22)
      for (let end = start; end < text.length; end += 1) {
        const code = text.charCodeAt(end);
        if (code === 0x22) {
          at = end + 1;
          return text.slice(start, end);
        }
        if (code === 0x5c || code < 0x20) break;
      }
    stringPattern.lastIndex = at;
    const found = stringPattern.exec(text);
    if (!found) fail('malformed string');
    at = stringPattern.lastIndex;
    return JSON.parse(found[0]) as string;
  }
  function number(): Value {
    numberPattern.lastIndex = at;
    const found = numberPattern.exec(text);
    if (!found) fail('unexpected character');
    at = numberPattern.lastIndex;
    const asNumber = Number(found[0]);
    if (found[1] !== undefined || found[2] !== undefined)
      return Number.isInteger(asNumber) ? new Float(asNumber) : asNumber;
    return Number.isSafeInteger(asNumber) ? asNumber : BigInt(found[0]);
  }
  function list(depth: number): Value[] {
    const items: Value[] = [];
    at += 1;
    space();
    if (text[at] === ']') {
      at += 1;
      return items;
    }
    for (;;) {
      items.push(any(depth));
      space();
      if (text[at] === ']') {
        at += 1;
        return items;
      }
      expect(',');
    }
  }
  function map(depth: number): Value {
    const result: ValueMap = new Map();
    at += 1;
    space();
    if (text[at] === '}') {
      at += 1;
      return result;
    }
    for (;;) {
      space();
      const key = string();
      space();
      expect(':');
      result.set(key, any(depth));
      space();
      if (text[at] === '}') {
        at += 1;
        return revive(result);
      }
      expect(',');
    }
  }
  function any(depth: number): Value {
    if (depth > maxDepth) fail('nested too deeply');
    space();
    switch (text[at]) {
      case '{':
        return map(depth + 1);
      case '[':
        return list(depth + 1);
      case '"':
        return string();
      case 't':
        expect('true');
        return true;
      case 'f':
        expect('false');
        return false;
      case 'n':
        expect('null');
        return null;
      default:
        return number();
    }
  }

  const value = any(0);
  space();
  if (at < text.length) fail('unexpected text after the value');
  return value;
}

function revive(map: ValueMap): ValueMap {
  const pairs = map.size === 1 ? map.get('$map') : undefined;
  if (!Array.isArray(pairs) || !pairs.every((pair) => Array.isArray(pair) && pair.length === 2)) return map;
  return new Map(pairs as [Value, Value][]);
}

/** A value from plain JavaScript data (objects become mappings). */
export function fromPlain(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (value instanceof Float || value instanceof Tuple) return value;
  switch (typeof value) {
    case 'boolean':
    case 'string':
    case 'number':
    case 'bigint':
      return value;
  }
  if (Array.isArray(value)) return value.map(fromPlain);
  if (value instanceof Map) return new Map([...value].map(([key, item]) => [fromPlain(key), fromPlain(item)]));
  if (typeof value === 'object') {
    return new Map(
      Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => [key, fromPlain(item)]),
    );
  }
  throw new TypeError(`not data: ${typeof value}`);
}

/** Plain JavaScript data from a value. Objects have no prototype; integral floats become numbers; bigints stay. */
export function toPlain(value: Value): unknown {
  if (value instanceof Float) return value.value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Map) {
    const result = Object.create(null) as Record<string, unknown>;
    for (const [key, item] of value) result[keyText(key)] = toPlain(item);
    return result;
  }
  return value;
}
