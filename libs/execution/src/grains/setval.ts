import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { editGrains } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsSetvalArgs extends GrainKeyArgs {
  @Arg({ doc: 'Its value.', type: 'any', nullable: true })
  val!: Value;

  @Arg({ doc: 'With a value of None: take the grain away.', type: 'boolean', default: false })
  destructive!: boolean;
}

export const setval = defineFunction({
  name: 'grains.setval',
  doc: 'Give this minion a grain, whatever it had by that name; the name is no path.',
  args: GrainsSetvalArgs,
  example: "grains.setval roles '[web, router]'",
  async run(host, { key, val, destructive }, context) {
    await editGrains(host, context, (own) => {
      if (val === null && destructive) own.delete(key);
      else own.set(key, val);
    });
    return new Map([[key, val]]);
  },
});
