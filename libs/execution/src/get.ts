import { Arg } from '@fleet/arguments';
import { mergeRecursive, traverse, type Value, type ValueMap } from '@fleet/values';

/** The arguments of `pillar.get`, `grains.get` and their like. */
export class GetArgs {
  @Arg({ doc: 'Path of the value, its steps joined by the delimiter.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What to answer where there is nothing at that path.', type: 'any', optional: true })
  default?: Value;

  @Arg({ doc: 'Merge what is found over the default, mapping by mapping.', type: 'boolean', default: false })
  merge!: boolean;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}

/** Salt's answer where nothing is found and no default was given is the empty string. */
export function getFrom(data: ValueMap, want: GetArgs): Value {
  const found = traverse(data, want.key, want.delimiter);
  const fallback = want.default ?? '';
  if (found === undefined) return fallback;
  return want.merge && want.default !== undefined ? mergeRecursive(want.default, found) : found;
}
