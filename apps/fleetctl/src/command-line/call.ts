import { stringifyExact, type Value, type ValueMap } from '@fleet/values';
import { parseArgument } from './value.js';

export interface CallArguments {
  /** Exact JSON of a list. */
  readonly args: string;
  /** Exact JSON of a mapping. */
  readonly kwargs: string;
}

const keyword = /^([A-Za-z_][\w.-]*)=(?!=)(.*)$/s;

/** Positional arguments and `key=value` pairs, in the forms that the wire carries. The last of two equal keys wins, as in Salt. */
export async function parseCall(
  words: readonly string[],
  /** What options of fleetctl say: wins over words of the same name. */
  options: ReadonlyMap<string, Value> = new Map(),
): Promise<CallArguments> {
  const args: Value[] = [];
  const kwargs: ValueMap = new Map();
  for (const word of words) {
    const found = keyword.exec(word);
    if (found) kwargs.set(found[1] as string, await parseArgument(found[2] as string));
    else args.push(await parseArgument(word));
  }
  for (const [key, value] of options) kwargs.set(key, value);
  return { args: stringifyExact(args), kwargs: stringifyExact(kwargs) };
}
