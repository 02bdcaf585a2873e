import { defineFunction } from '../definition.js';
import { PatternArgs, meant } from './pattern.js';

export const listStateFunctions = defineFunction({
  name: 'sys.list_state_functions',
  doc: 'The names of all states, sorted.',
  args: PatternArgs,
  example: 'sys.list_state_functions file',
  looks: true,
  run: async (_host, want, context) =>
    [...context.stateDocs().keys()].filter((name) => meant(name, want.pattern)).sort(),
});
