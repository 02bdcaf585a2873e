import { traverse } from '@fleet/values';
import { defineQuick } from '../definition.js';
import { GrainsGetArgs } from './get.args.js';

export const fetch = defineQuick({
  name: 'grains.fetch',
  doc: 'The same as grains.get.',
  args: GrainsGetArgs,
  example: 'grains.fetch osfinger',
  needs: ['grains'],
  now: (want, { grains }) => traverse(grains, want.key, want.delimiter) ?? want.default,
});
