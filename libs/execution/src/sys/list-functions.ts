import { defineFunction } from '../definition.js';
import { PatternArgs, meant } from './pattern.js';

export const listFunctions = defineFunction({
  name: 'sys.list_functions',
  doc: 'The names of all functions, sorted.',
  args: PatternArgs,
  example: 'sys.list_functions service',
  looks: true,
  run: async (_host, want, context) =>
    [...context.functions().keys()].filter((name) => meant(name, want.pattern)).sort(),
});
