import { float, int, type Value } from '@fleet/values';

const words: ReadonlyMap<string, Value> = new Map<string, Value>([
  ...['true', 'True', 'TRUE', 'yes', 'Yes', 'YES', 'on', 'On', 'ON'].map((word): [string, Value] => [word, true]),
  ...['false', 'False', 'FALSE', 'no', 'No', 'NO', 'off', 'Off', 'OFF'].map((word): [string, Value] => [word, false]),
  ...['null', 'Null', 'NULL', '~', 'None'].map((word): [string, Value] => [word, null]),
]);

/**
 * The value of one argument as typed. Salt reads arguments as YAML; what an operator types is nearly always one plain word, and
 * plain words are read here: the yaml package is loaded for lists, mappings and quoted texts only.
 *
 * Kept as text although YAML 1.1 would make numbers of them: `0644` (a mode), `0xab…` (a key), `22:30` (a time), `1_000`.
 * @throws MalformedArgument
 */
export async function parseArgument(text: string): Promise<Value> {
  const quick = parseWord(text);
  if (quick !== undefined) return quick;
  const { parseYamlArgument } = await import('./yaml-argument.js');
  return parseYamlArgument(text);
}

/** The value of a plain word; `undefined` for what needs YAML. */
export function parseWord(text: string): Value | undefined {
  const word = words.get(text);
  if (word !== undefined) return word;
  if (/^[-+]?(?:0|[1-9][0-9]*)$/.test(text)) return int(BigInt(text.replace('+', '')));
  if (/^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$/.test(text)) return float(Number(text));
  // A text is a list, a mapping or quoted only as a whole: `[abc` or `{x} y` is what somebody wants to say.
  // `{{ … }}` is a template that some function renders.
  if (/^\[.*\]$|^\{(?!\{).*\}$|^".*"$|^'.*'$/s.test(text)) return undefined;
  return text;
}

/** Exit code 2: an argument that looks like YAML and is not. */
export class MalformedArgument extends Error {
  override readonly name = 'MalformedArgument';
  readonly code = 'malformed-argument';
  constructor(
    readonly argument: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super('malformed argument', options);
  }
}
