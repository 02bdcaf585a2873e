import { Arg } from '@fleet/arguments';
import { FunctionRefused, defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export class ComposeDownFunctionArgs extends ComposeArgs {
  @Arg({ doc: 'The volumes of the project, too, with all that is in them.', type: 'boolean', default: false })
  volumes!: boolean;

  @Arg({ doc: 'Containers of services that the files do not name any more, too.', type: 'boolean', default: false })
  remove_orphans!: boolean;
}

export const down = defineFunction({
  name: 'compose.down',
  doc: 'Stop a project and remove its containers and networks; answers what compose told.',
  args: ComposeDownFunctionArgs,
  example: 'compose.down /srv/app',
  async run(host, want, context) {
    // Older programs take no services here, and would take everything down.
    if (want.services !== undefined)
      throw new FunctionRefused('bad-arguments', 'compose.down is for a whole project: compose.stop takes services');
    const compose = await projectOf(host, want);
    const words = [
      'down',
      ...(want.volumes ? ['--volumes'] : []),
      ...(want.remove_orphans ? ['--remove-orphans'] : []),
    ];
    return told(await compose.run(host, words, { signal: context.signal }));
  },
});
