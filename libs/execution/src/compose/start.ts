import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export const start = defineFunction({
  name: 'compose.start',
  doc: 'Start the services of a project that were stopped; answers what compose told.',
  args: ComposeArgs,
  example: 'compose.start /srv/app',
  async run(host, want, context) {
    const compose = await projectOf(host, want);
    return told(await compose.run(host, ['start', ...(want.services ?? [])], { signal: context.signal }));
  },
});
