import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const version = defineFunction({
  name: 'test.version',
  doc: 'The version of fleet that the minion runs.',
  args: NoArgs,
  example: 'test.version',
  looks: true,
  run: async (_host, _want, context) => context.version,
});
