import { Arg } from '@fleet/arguments';
import { isMap, traverse } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';

export class PillarKeysArgs {
  @Arg({ doc: 'Path of a mapping.', type: 'string' })
  key!: string;
}

export const keys = defineFunction({
  name: 'pillar.keys',
  doc: 'The keys of a mapping in the pillar.',
  args: PillarKeysArgs,
  example: 'pillar.keys cortensord_nodes',
  async run(_host, want, context) {
    const found = traverse(await context.pillar(), want.key);
    if (found === undefined) throw new FunctionRefused('not-found', `the pillar has nothing at ${want.key}`);
    if (!isMap(found)) throw new FunctionRefused('failed', `${want.key} is no mapping`);
    return [...found.keys()];
  },
});
