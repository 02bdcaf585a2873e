import { defineQuick } from '../definition.js';
import { valueAt } from '../get.args.js';
import { GrainsGetArgs } from './get.args.js';

export const get = defineQuick({
  name: 'grains.get',
  doc: 'One grain, or a value inside one, by its path.',
  args: GrainsGetArgs,
  example: 'grains.get systemd:version',
  needs: ['grains'],
  now: (want, { grains }) => valueAt(grains, want),
});
