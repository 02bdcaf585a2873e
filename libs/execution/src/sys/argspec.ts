import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { argumentsData } from './arguments-data.js';
import { PatternArgs, meant } from './pattern.js';

export const argspec = defineFunction({
  name: 'sys.argspec',
  doc: 'The arguments of functions, as data: name, type, whether required, default, sentence.',
  args: PatternArgs,
  example: 'sys.argspec cmd.run',
  looks: true,
  async run(_host, want, context) {
    const found = [...context.functions().values()].filter((definition) => meant(definition.name, want.pattern));
    return new Map<Value, Value>(found.map((definition) => [definition.name, argumentsData(definition.args)]));
  },
});
