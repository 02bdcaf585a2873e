import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const ls = defineQuick({
  name: 'grains.ls',
  doc: 'The names of all grains, sorted.',
  args: NoArgs,
  example: 'grains.ls',
  needs: ['grains'],
  now: (_want, { grains }) => [...grains.keys()].sort(),
});
