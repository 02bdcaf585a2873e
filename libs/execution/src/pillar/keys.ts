import { Arg } from '@fleet/arguments';
import { isMap, traverse } from '@fleet/values';
import { FunctionRefused, defineQuick } from '../definition.js';

export class PillarKeysArgs {
  @Arg({ doc: 'Path of a mapping.', type: 'string' })
  key!: string;

  @Arg({ doc: 'What joins the steps of the path.', type: 'string', default: ':' })
  delimiter!: string;
}

export const keys = defineQuick({
  name: 'pillar.keys',
  doc: 'The keys of a mapping in the pillar.',
  args: PillarKeysArgs,
  example: 'pillar.keys cortensord_nodes',
  needs: ['pillar'],
  now(want, { pillar }) {
    const found = traverse(pillar, want.key, want.delimiter);
    if (found === undefined) throw new FunctionRefused('not-found', `the pillar has nothing at ${want.key}`);
    if (!isMap(found)) throw new FunctionRefused('failed', `${want.key} is no mapping`);
    return [...found.keys()];
  },
});
