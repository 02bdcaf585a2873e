import { defineQuick } from '../definition.js';
import { valueAt } from '../get.args.js';
import { GrainsGetArgs } from './get.args.js';

export const fetch = defineQuick({
  name: 'grains.fetch',
  doc: 'The same as grains.get.',
  args: GrainsGetArgs,
  example: 'grains.fetch osfinger',
  needs: ['grains'],
  now: (want, { grains }) => valueAt(grains, want),
});
