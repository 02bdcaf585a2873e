import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { mergedBy, strategies, strategyWords, type Strategy } from '../dict-update.js';

export class SlsutilMergeArgs {
  @Arg({ doc: 'What is merged into.', type: 'mapping' })
  obj_a!: ValueMap;

  @Arg({ doc: 'What is merged over it, and wins.', type: 'mapping' })
  obj_b!: ValueMap;

  @Arg({ doc: strategyWords, type: 'string', default: 'smart', oneOf: strategies })
  strategy!: Strategy;

  @Arg({ doc: 'What rendered the mappings; it changes nothing.', type: 'string', default: 'yaml' })
  renderer!: string;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;
}

export const merge = defineQuick({
  name: 'slsutil.merge',
  doc: 'One mapping merged over another.',
  args: SlsutilMergeArgs,
  example: 'slsutil.merge "{a: {b: 1}}" "{a: {c: 2}}"',
  now: (want) => mergedBy(want.strategy, want.obj_a, want.obj_b, want.merge_lists),
});
