import { getItem, setItem } from './compare.js';
import type { Engine } from './engine.js';
import { entriesOf } from './dict-methods.js';
import { textOf } from './objects.js';
import { characters } from './text.js';
import { typeError, typeNameOf, valueError, type Thing } from './things.js';

/** Python's `str.translate`: each character replaced by what the table has under its number: another number, a text, or None for nothing. */
export function translate(text: string, table: Thing, engine: Engine): string {
  if (!(table instanceof Map)) return typeError(`a translation table is a dict, not ${typeNameOf(table)}`);
  let result = '';
  for (const char of characters(text)) {
    const found = getItem(table, char.codePointAt(0) as number);
    if (found === undefined) result += char;
    else if (typeof found === 'number') result += String.fromCodePoint(found);
    else if (found !== null) result += textOf(found, 'character mapping');
    engine.budget.joined(result.length);
  }
  return result;
}

/** Python's `str.maketrans`, in its forms with one mapping and with two or three texts. */
export function translationTable(from: Thing, to: Thing, drop: Thing): Thing {
  const table = new Map<Thing, Thing>();
  if (to === null) {
    if (!(from instanceof Map)) return typeError('if you give only one argument to maketrans it must be a dict');
    for (const [key, value] of entriesOf(from)) setItem(table, typeof key === 'string' ? codeOf(key) : key, value);
    return table;
  }
  const [keys, values] = [characters(textOf(from)), characters(textOf(to))];
  if (keys.length !== values.length) return valueError('the first two maketrans arguments must have equal length');
  keys.forEach((key, index) => table.set(codeOf(key), codeOf(values[index] as string)));
  if (drop !== null) for (const char of characters(textOf(drop))) table.set(codeOf(char), null);
  return table;
}

function codeOf(char: string): number {
  return characters(char).length === 1
    ? (char.codePointAt(0) as number)
    : valueError('string keys in translate table must be of length 1');
}
