import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { editGrains } from './grains-file.js';

export class GrainsSetvalsArgs {
  @Arg({ doc: 'Name → value.', type: 'mapping' })
  grains!: ValueMap;

  @Arg({ doc: 'Take away those whose value is None.', type: 'boolean', default: false })
  destructive!: boolean;
}

export const setvals = defineFunction({
  name: 'grains.setvals',
  doc: 'Give this minion several grains at once.',
  args: GrainsSetvalsArgs,
  example: "grains.setvals '{site: berlin, rack: 7}'",
  async run(host, { grains, destructive }, context) {
    await editGrains(host, context, (own) => {
      for (const [key, value] of grains) {
        if (value === null && destructive) own.delete(key);
        else own.set(key, value);
      }
    });
    return grains;
  },
});
