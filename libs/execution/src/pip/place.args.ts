import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

/** Which pip is meant, and how it runs. */
export class PipPlaceArgs {
  @Arg({
    doc: 'Folder of a virtual environment, or path of a pip; without, the pip of the machine.',
    type: 'string',
    optional: true,
  })
  bin_env?: string;

  @Arg({ doc: 'Account that runs pip.', type: 'string', optional: true })
  user?: string;

  @Arg({ doc: 'Folder that pip runs in.', type: 'string', optional: true })
  cwd?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env_vars?: ValueMap;
}
