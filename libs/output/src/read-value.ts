import { parseExact, type Value } from '@fleet/values';

let last: { readonly text: string; readonly value: Value } | undefined;

/**
 * The value in a return. Whoever shows one asks whether it can be read, what it tells and how it looks, one after the other: the text that was read last
 * is not read again.
 * @throws SyntaxError
 */
export function readValue(text: string): Value {
  if (last?.text !== text) last = { text, value: parseExact(text) };
  return last.value;
}
