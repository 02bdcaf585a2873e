import { stringifyExact, type Value } from '@fleet/values';
import type { Chunk } from '../representations.js';
import { tagOf } from '../run/tag.js';

/** Everything that one chunk was compiled to, as text: equal texts do equal things on equal machines. */
export function lowText(chunk: Chunk): string {
  const { module, function: name, id, sls, environment, options, requisites, heardBy } = chunk;
  return stringifyExact([
    [module, name, id, chunk.name, sls, environment],
    chunk.arguments,
    asValue(options),
    requisites.map(({ kind, targets }): Value => [kind, ...targets.map(tagOf)]),
    heardBy.map(tagOf),
  ]);
}

/** Options of the engine are plain objects with data of the tree in them. */
function asValue(data: unknown): Value {
  if (Array.isArray(data)) return data.map(asValue);
  if (typeof data !== 'object' || data === null) return (data ?? null) as Value;
  if (Object.getPrototypeOf(data) !== Object.prototype) return data as Value;
  const entries = Object.entries(data).sort(([one], [other]) => (one < other ? -1 : 1));
  return entries.map(([key, value]): Value => [key, asValue(value)]);
}
