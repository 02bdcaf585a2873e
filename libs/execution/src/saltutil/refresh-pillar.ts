import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const refreshPillar = defineFunction({
  name: 'saltutil.refresh_pillar',
  doc: 'Forget the cached pillar and have it compiled anew.',
  args: NoArgs,
  example: 'saltutil.refresh_pillar',
  async run(_host, _want, context) {
    await context.refresh('pillar');
    await context.pillar();
    return true;
  },
});
