import { Arg } from '@fleet/arguments';
import { traverse } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class GrainsHasValueArgs {
  @Arg({ doc: 'Path of the grain.', type: 'string' })
  key!: string;
}

export const hasValue = defineQuick({
  name: 'grains.has_value',
  doc: 'Whether there is a grain at a path, whatever it holds.',
  args: GrainsHasValueArgs,
  example: 'grains.has_value roles',
  needs: ['grains'],
  now: (want, { grains }) => traverse(grains, want.key) !== undefined,
});
