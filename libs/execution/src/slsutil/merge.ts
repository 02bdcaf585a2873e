import { Arg } from '@fleet/arguments';
import { isMap, mergeRecursive, type Value, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class SlsutilMergeArgs {
  @Arg({ doc: 'What is merged over.', type: 'mapping' })
  obj_a!: ValueMap;

  @Arg({ doc: 'What wins.', type: 'mapping' })
  obj_b!: ValueMap;

  @Arg({
    doc: 'How: smart and recurse merge mappings, list also joins both values in a list, overwrite replaces top-level keys.',
    type: 'string',
    default: 'smart',
    oneOf: ['smart', 'recurse', 'list', 'overwrite'],
  })
  strategy!: string;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;
}

export const merge = defineFunction({
  name: 'slsutil.merge',
  doc: 'One mapping merged over another.',
  args: SlsutilMergeArgs,
  example: 'slsutil.merge "{a: {b: 1}}" "{a: {c: 2}}"',
  async run(_host, want) {
    if (want.strategy === 'overwrite') return new Map([...want.obj_a, ...want.obj_b]);
    if (want.strategy === 'list') return mergeToLists(want.obj_a, want.obj_b);
    return mergeRecursive(want.obj_a, want.obj_b, want.merge_lists);
  },
});

/** Salt's strategy `list`: where both sides have a value, both are kept, in a list. */
function mergeToLists(a: Value, b: Value): Value {
  if (!isMap(a) || !isMap(b)) return [a, b];
  const merged: ValueMap = new Map(a);
  for (const [key, item] of b) merged.set(key, merged.has(key) ? mergeToLists(merged.get(key) as Value, item) : item);
  return merged;
}
