import { traverse } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { GrainsGetArgs } from './get.args.js';

export const get = defineQuick({
  name: 'grains.get',
  doc: 'One grain, or a value inside one, by its path.',
  args: GrainsGetArgs,
  example: 'grains.get systemd:version',
  needs: ['grains'],
  now: (want, { grains }) => traverse(grains, want.key, want.delimiter) ?? want.default,
});
