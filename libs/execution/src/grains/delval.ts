import { Arg } from '@fleet/arguments';
import { traverse } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { editGrains, putAt, takeAt } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsDelvalArgs extends GrainKeyArgs {
  @Arg({ doc: 'Take the grain away, not only its value.', type: 'boolean', default: false })
  destructive!: boolean;

  @Arg({ doc: 'Also of a list or a mapping.', type: 'boolean', default: false })
  force!: boolean;
}

export const delval = defineFunction({
  name: 'grains.delval',
  doc: 'Empty a grain (its value becomes None), or take it away.',
  args: GrainsDelvalArgs,
  example: 'grains.delval rack destructive=True',
  async run(host, { key, destructive, force }, context) {
    const present = traverse(await context.grains(), key);
    if (!force && typeof present === 'object' && present !== null)
      return new FunctionResult(
        `The key '${key}' exists but is a dict or a list. Use 'force=True' to overwrite.`,
        1,
        'txt',
      );
    const steps = key.split(':');
    await editGrains(host, context, (own) => {
      if (destructive) return takeAt(own, steps);
      return putAt(own, steps, null);
    });
    return true;
  },
});
