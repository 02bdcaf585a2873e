import { Arg, Rest } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { itemsOptions } from './items.args.js';
import { optionsOf, wishOf } from './wanted-pillar.js';

export class PillarExplainArgs {
  @Arg({ doc: 'Path of a value; without it, the files that feed each top-level key.', type: 'string', optional: true })
  path?: string;

  @Rest({ doc: '`pillar` is merged over what the master compiles; `pillarenv` chooses the environment.', of: 'named' })
  options: ValueMap = new Map();
}

export const explain = defineFunction({
  name: 'pillar.explain',
  doc: 'Where a value of the pillar comes from: every file that had a part in it, in order, with its line, what it wrote, and what won.',
  args: PillarExplainArgs,
  example: 'pillar.explain cortensord:CHAINID',
  looks: true,
  async run(_host, want, context) {
    if (!context.explainPillar)
      throw new FunctionRefused('not-allowed', 'pillar.explain: nobody here knows how this pillar was made');
    const options = optionsOf(want.options, itemsOptions, 'pillar.explain');
    return context.explainPillar(want.path, wishOf('pillar.explain', options, context.opts) ?? {});
  },
});
