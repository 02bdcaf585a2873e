import { Arg } from '@fleet/arguments';
import { ServicesArgs } from './parts/project.args.js';

export class ComposeUpArgs extends ServicesArgs {
  @Arg({ doc: 'Leave the services that these need alone.', type: 'boolean', default: false })
  no_deps!: boolean;

  @Arg({
    doc: 'missing: fetch images that are not there; always: ask the registry at every run; never.',
    type: 'string',
    default: 'missing',
    oneOf: ['missing', 'always', 'never'],
  })
  pull!: 'missing' | 'always' | 'never';

  @Arg({
    doc: 'Build images that are not there, where the files say how; without, that fails.',
    type: 'boolean',
    default: true,
  })
  build!: boolean;

  @Arg({ doc: 'Remove containers of services that the files do not name any more.', type: 'boolean', default: false })
  remove_orphans!: boolean;

  @Arg({
    doc: 'Wait until the services run, and are healthy where they have a health check.',
    type: 'boolean',
    default: false,
  })
  wait!: boolean;

  @Arg({ doc: 'How long to wait.', type: 'duration', default: 60 })
  wait_timeout!: number;
}
