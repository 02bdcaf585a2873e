import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export const stop = defineFunction({
  name: 'compose.stop',
  doc: 'Stop the services of a project, and keep their containers; answers what compose told.',
  args: ComposeArgs,
  example: 'compose.stop /srv/app',
  async run(host, want, context) {
    const compose = await projectOf(host, want);
    return told(await compose.run(host, ['stop', ...(want.services ?? [])], { signal: context.signal }));
  },
});
