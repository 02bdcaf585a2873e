import { traverse, type ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { GetArgs, getFrom } from '../get.js';

export const get = defineFunction({
  name: 'config.get',
  doc: 'A setting by its path: from the minion, else its grains, else its pillar.',
  args: GetArgs,
  example: 'config.get home_dir',
  async run(_host, want, context) {
    const places: (() => Promise<ValueMap>)[] = [async () => context.opts, context.grains, context.pillar];
    for (const place of places) {
      const data = await place();
      if (traverse(data, want.key, want.delimiter) !== undefined) return getFrom(data, want);
    }
    return want.default ?? '';
  },
});
