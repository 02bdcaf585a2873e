import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const refreshGrains = defineFunction({
  name: 'saltutil.refresh_grains',
  doc: 'Forget the cached grains and get them anew.',
  args: NoArgs,
  example: 'saltutil.refresh_grains',
  async run(_host, _want, context) {
    await context.refresh('grains');
    await context.grains();
    return true;
  },
});
