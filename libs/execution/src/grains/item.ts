import { Rest } from '@fleet/arguments';
import { traverse, type Value } from '@fleet/values';
import { defineQuick } from '../definition.js';

export class GrainsItemArgs {
  @Rest({ doc: 'Paths of the grains.', of: 'positional' })
  keys: Value[] = [];

  @Rest({ doc: '`default` is what those get that the minion does not have; `delimiter` joins steps.', of: 'named' })
  options: Map<Value, Value> = new Map();
}

export const item = defineQuick({
  name: 'grains.item',
  doc: 'Several grains by their paths; those that the minion does not have are empty.',
  args: GrainsItemArgs,
  example: 'grains.item os osrelease',
  needs: ['grains'],
  now(want, { grains }) {
    const missing = want.options.get('default') ?? '';
    const delimiter = String(want.options.get('delimiter') ?? ':');
    const found = (key: Value): Value | undefined => traverse(grains, String(key), delimiter);
    return new Map(want.keys.map((key) => [key, found(key) === undefined ? missing : (found(key) as Value)]));
  },
});
