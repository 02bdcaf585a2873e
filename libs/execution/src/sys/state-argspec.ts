import type { Value } from '@fleet/values';
import { FunctionRefused, defineFunction } from '../definition.js';
import { argumentsData } from './arguments-data.js';
import { PatternArgs, meant } from './pattern.js';

export const stateArgspec = defineFunction({
  name: 'sys.state_argspec',
  doc: 'The arguments of states, as data: name, type, whether required, default, sentence.',
  args: PatternArgs,
  example: 'sys.state_argspec file.managed',
  looks: true,
  async run(_host, want, context) {
    const found = [...context.stateDocs()]
      .filter(([name]) => meant(name, want.pattern))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    if (found.length === 0)
      throw new FunctionRefused('not-found', `no state matches ${want.pattern ?? 'anything: this minion has none'}`);
    return new Map<Value, Value>(found.map(([name, { args }]) => [name, args ? argumentsData(args) : []]));
  },
});
