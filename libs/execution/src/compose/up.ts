import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { ComposeArgs } from './compose.args.js';
import { projectOf, told } from './project.js';

export class ComposeUpFunctionArgs extends ComposeArgs {
  @Arg({ doc: 'Leave the services that these need alone.', type: 'boolean', default: false })
  no_deps!: boolean;

  @Arg({ doc: 'Make the containers anew, whether or not something changed.', type: 'boolean', default: false })
  force_recreate!: boolean;

  @Arg({ doc: 'Remove containers of services that the files do not name any more.', type: 'boolean', default: false })
  remove_orphans!: boolean;

  @Arg({ doc: 'Build the images before.', type: 'boolean', default: false })
  build!: boolean;
}

export const up = defineFunction({
  name: 'compose.up',
  doc: 'Make and start the services of a project, in the background; answers what compose told.',
  args: ComposeUpFunctionArgs,
  example: 'compose.up /srv/app services=web',
  async run(host, want, context) {
    const compose = await projectOf(host, want);
    const words = [
      ...['up', '--detach'],
      ...(want.no_deps ? ['--no-deps'] : []),
      ...(want.force_recreate ? ['--force-recreate'] : []),
      ...(want.remove_orphans ? ['--remove-orphans'] : []),
      ...(want.build ? ['--build'] : []),
    ];
    return told(await compose.run(host, [...words, ...(want.services ?? [])], { signal: context.signal }));
  },
});
