import { defineQuick } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const keys = defineQuick({
  name: 'grains.keys',
  doc: 'The names of all grains, sorted; the same as grains.ls.',
  args: NoArgs,
  example: 'grains.keys',
  needs: ['grains'],
  now: (_want, { grains }) => [...grains.keys()].sort(),
});
