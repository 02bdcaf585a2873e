import { Float, float, int, type Value } from '@fleet/values';

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON'].map((word) => [word, true] as const),
  ...['no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF'].map((word) => [word, false] as const),
]);

/** A word without quotes, as the rest of fleet reads YAML (1.1); dates and times of day (`12:30`) stay text. */
export function readPlain(text: string): Value {
  const word = words.get(text);
  if (word !== undefined) return word;
  const digits = text.replaceAll('_', '');
  if (/^[-+]?0b[01_]+$|^[-+]?0[0-7_]*$|^[-+]?[1-9][0-9_]*$|^[-+]?0x[0-9a-fA-F_]+$/.test(text)) return readInt(digits);
  if (/^[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+][0-9]+)?$/.test(text)) return float(Number(digits));
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return new Float(text.startsWith('-') ? -Infinity : Infinity);
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? new Float(Number.NaN) : text;
}

function readInt(text: string): Value {
  const body = text.replace(/^[-+]/, '');
  const size = /^0[0-7]+$/.test(body) ? BigInt(`0o${body.slice(1)}`) : BigInt(body);
  return int(text.startsWith('-') ? -size : size);
}
