import { Arg } from '@fleet/arguments';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import { defineQuick, FunctionRefused } from '../definition.js';
import { mergedBy, strategies, strategyWords, type Strategy } from '../dict-update.js';

export class SlsutilMergeAllArgs {
  @Arg({ doc: 'The mappings; later ones win.', type: 'list' })
  lst!: Value[];

  @Arg({ doc: strategyWords, type: 'string', default: 'smart', oneOf: strategies })
  strategy!: Strategy;

  @Arg({ doc: 'What rendered the mappings; it changes nothing.', type: 'string', default: 'yaml' })
  renderer!: string;

  @Arg({ doc: 'Join lists instead of replacing them.', type: 'boolean', default: false })
  merge_lists!: boolean;
}

export const mergeAll = defineQuick({
  name: 'slsutil.merge_all',
  doc: 'Several mappings merged, each over those before it.',
  args: SlsutilMergeAllArgs,
  example: 'slsutil.merge_all "[{a: 1}, {b: 2}]"',
  now({ lst, strategy, merge_lists }) {
    let merged: ValueMap = new Map();
    for (const one of lst) {
      if (!isMap(one)) throw new FunctionRefused('bad-arguments', 'slsutil.merge_all: lst must be a list of mappings');
      merged = mergedBy(strategy, merged, one, merge_lists);
    }
    return merged;
  },
});
