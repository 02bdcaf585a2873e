import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';

export const envs = defineFunction({
  name: 'cp.envs',
  doc: 'The environments of the state tree.',
  args: NoArgs,
  example: 'cp.envs',
  looks: true,
  run: async (_host, _want, context) => [...(await context.tree()).environments],
});
