import type { Value, ValueMap } from '@fleet/values';

/** A counter of the kernel; what is no number stays the text that it is. */
export function numberOf(text: string | undefined): Value {
  if (text === undefined) return 0;
  if (!/^-?\d+$/.test(text)) return text;
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** Names and the columns of a row that they stand for. */
export function named(names: readonly string[], columns: readonly (string | undefined)[]): ValueMap {
  return new Map(names.map((name, index) => [name, numberOf(columns[index])]));
}
