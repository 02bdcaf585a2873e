import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const ls = defineFunction({
  name: 'pillar.ls',
  doc: 'The top-level keys of the pillar.',
  args: NoArgs,
  example: 'pillar.ls',
  run: async (_host, _want, context) => [...(await context.pillar()).keys()],
});
