import { Float, stringifyPlain, type Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';

/** A value as JSON, on lines of its own where it holds something; `margin` is that of the line it begins on. */
export function printJson(value: Value, unit: string, margin: string, eol: string): string {
  refuseUnsayable(value);
  // One blank stands for a step: what is in a string has no line breaks, so only the margins are rewritten.
  return stringifyPlain(value, 1)
    .split('\n')
    .map((line, index) => {
      const depth = /^ */.exec(line)?.[0].length ?? 0;
      return index === 0 ? line : margin + unit.repeat(depth) + line.slice(depth);
    })
    .join(eol);
}

export function printJsonLine(value: Value): string {
  refuseUnsayable(value);
  return stringifyPlain(value);
}

function refuseUnsayable(value: Value): void {
  const number = value instanceof Float ? value.value : value;
  if (typeof number === 'number' && !Number.isFinite(number))
    throw new OptionsRefused(`JSON has no word for the number ${number}`);
  if (Array.isArray(value)) value.forEach(refuseUnsayable);
  if (!(value instanceof Map)) return;
  for (const [key, item] of value) {
    if (typeof key !== 'string') throw new OptionsRefused('a key of JSON is a text');
    refuseUnsayable(item);
  }
}
