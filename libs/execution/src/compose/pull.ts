import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export const pull = defineFunction({
  name: 'compose.pull',
  doc: 'Fetch the images of the services; what runs is left alone. Answers what compose told.',
  args: ComposeArgs,
  example: 'compose.pull /srv/app',
  async run(host, want, context) {
    const compose = await projectOf(host, want);
    return told(await compose.run(host, ['pull', '--quiet', ...(want.services ?? [])], { signal: context.signal }));
  },
});
