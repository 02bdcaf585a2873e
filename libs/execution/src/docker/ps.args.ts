import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

export class DockerPsArgs {
  @Arg({ doc: 'Filters of `docker ps`, such as label: app=web.', type: 'mapping', optional: true })
  filters?: ValueMap;

  @Arg({ doc: 'Those that do not run, too.', type: 'boolean', default: false })
  all!: boolean;
}
