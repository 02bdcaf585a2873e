import { Float, Tuple, type Value } from '@fleet/values';
import { Effort } from './effort.js';
import { floatText } from './number-text.js';
import { TemplateObject, type Thing } from './things.js';

/** What Python's `repr` prints: strings in quotes, `None`, `1.0`, `{'a': [1]}`. */
export function pythonRepr(value: Value): string {
  return reprOf(value as Thing);
}

/** What `{{ value }}` prints: a string as it is, everything else as {@link pythonRepr}. */
export function pythonStr(value: Value): string {
  return printed(value as Thing);
}

export function printed(thing: Thing): string {
  if (typeof thing === 'string') return thing;
  if (typeof thing === 'number' && Number.isInteger(thing)) return String(thing);
  if (thing instanceof TemplateObject) return thing.print();
  return reprOf(thing);
}

export function reprOf(thing: Thing): string {
  if (thing === null || typeof thing !== 'object') return repr(thing, [], undefined);
  return repr(thing, [], new Effort(longest, `a printed value of more than ${longest} characters`));
}

/** Characters of what one value prints: more than a render may put out, and far less than the memory holds. */
const longest = 16 * 1024 * 1024;

function repr(thing: Thing, inside: Thing[], effort: Effort | undefined): string {
  if (thing === null) return 'None';
  switch (typeof thing) {
    case 'boolean':
      return thing ? 'True' : 'False';
    case 'string':
      return stringRepr(thing);
    case 'bigint':
      return thing.toString();
    case 'number':
      // Adding zero turns -0 into 0: an int has no sign there.
      return Number.isInteger(thing) ? String(thing + 0) : floatText(thing);
  }
  if (thing instanceof Float) return floatText(thing.value);
  if (thing instanceof TemplateObject) return thing.repr();
  if (inside.includes(thing)) return thing instanceof Map ? '{...}' : thing instanceof Tuple ? '(...)' : '[...]';
  inside.push(thing);
  const text = containerRepr(thing, inside, effort);
  inside.pop();
  return text;
}

function containerRepr(thing: Thing[] | Map<Thing, Thing>, inside: Thing[], effort: Effort | undefined): string {
  let text = '';
  let comma = '';
  const item = (inner: Thing): string => {
    const one = repr(inner, inside, effort);
    // The same text may stand in many places too.
    effort?.spend(typeof inner === 'object' && inner !== null ? 2 : one.length + 2);
    return one;
  };
  if (thing instanceof Map) {
    for (const [key, value] of thing) {
      text += `${comma}${item(key)}: ${item(value)}`;
      comma = ', ';
    }
    return `{${text}}`;
  }
  for (const inner of thing) {
    text += comma + item(inner);
    comma = ', ';
  }
  if (!(thing instanceof Tuple)) return `[${text}]`;
  return thing.length === 1 ? `(${text},)` : `(${text})`;
}

/** Python's `ascii(x)`: its repr with everything beyond ASCII escaped. */
export function asciiRepr(thing: Thing): string {
  return reprOf(thing).replace(/[^\x00-\x7f]/gu, (char) => escapeCode(char.codePointAt(0) as number));
}

// What Python escapes: controls, separators, unassigned and private characters, but for the plain space.

const needsEscape = /[\\'\u0000-\u001f\u007f-\u00a0\u00ad]|[^\P{C}\n]|(?! )\p{Z}/u;
const escapable = /\\|'|(?! )[\p{C}\p{Z}]/gu;
const short: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

export function stringRepr(text: string): string {
  if (!needsEscape.test(text)) return `'${text}'`;
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(escapable, (char) => {
    if (char === "'") return quote === "'" ? "\\'" : "'";
    return short[char] ?? escapeCode(char.codePointAt(0) as number);
  });
  return quote + body + quote;
}

function escapeCode(code: number): string {
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\U${code.toString(16).padStart(8, '0')}`;
}
