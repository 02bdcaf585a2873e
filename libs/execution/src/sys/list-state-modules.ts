import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const listStateModules = defineFunction({
  name: 'sys.list_state_modules',
  doc: 'The names of all modules that have states, sorted.',
  args: NoArgs,
  example: 'sys.list_state_modules',
  looks: true,
  run: async (_host, _want, context) =>
    [...new Set([...context.stateDocs().keys()].map((name) => name.split('.')[0] as string))].sort(),
});
