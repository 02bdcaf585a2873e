import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const listModules = defineFunction({
  name: 'sys.list_modules',
  doc: 'The names of all modules that have functions, sorted.',
  args: NoArgs,
  example: 'sys.list_modules',
  looks: true,
  run: async (_host, _want, context) =>
    [...new Set([...context.functions().keys()].map((name) => name.split('.')[0] as string))].sort(),
});
