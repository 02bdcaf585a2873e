import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export const restart = defineFunction({
  name: 'compose.restart',
  doc: 'Restart the services of a project as they are; what changed in its files takes compose.up. Answers what compose told.',
  args: ComposeArgs,
  example: 'compose.restart /srv/app services=web',
  async run(host, want, context) {
    const compose = await projectOf(host, want);
    return told(await compose.run(host, ['restart', ...(want.services ?? [])], { signal: context.signal }));
  },
});
