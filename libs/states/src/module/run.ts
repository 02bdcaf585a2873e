import { defineState } from '../definition.js';
import { ModuleArgs } from './parts/module.args.js';
import { planCalls } from './parts/planned-calls.js';

export const run = defineState({
  name: 'module.run',
  doc: 'Call execution functions, every time.',
  args: ModuleArgs,
  example: `read units again:
  module.run:
    - service.systemctl_reload: []
`,
  plan: async (_host, want, context) => planCalls(want, context),
});
