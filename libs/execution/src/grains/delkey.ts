import { Arg } from '@fleet/arguments';
import { traverse } from '@fleet/values';
import { defineFunction, FunctionResult } from '../definition.js';
import { editGrains, takeAt } from './grains-file.js';
import { GrainKeyArgs } from './key.args.js';

export class GrainsDelkeyArgs extends GrainKeyArgs {
  @Arg({ doc: 'Also a list or a mapping.', type: 'boolean', default: false })
  force!: boolean;
}

export const delkey = defineFunction({
  name: 'grains.delkey',
  doc: 'Take a grain away that this minion was given. One that is found on the machine, or stands in its configuration, stays.',
  args: GrainsDelkeyArgs,
  example: 'grains.delkey roles',
  async run(host, { key, force }, context) {
    const present = traverse(await context.grains(), key);
    if (!force && typeof present === 'object' && present !== null)
      return new FunctionResult(
        `The key '${key}' exists but is a dict or a list. Use 'force=True' to overwrite.`,
        1,
        'txt',
      );
    await editGrains(host, context, (own) => takeAt(own, key.split(':')));
    return true;
  },
});
