import { Arg } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

/** Where packages of npm lie, and how it runs. */
export class NpmPlaceArgs {
  @Arg({
    doc: 'Folder of a project; without, what is installed for the whole machine.',
    type: 'string',
    optional: true,
  })
  dir?: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;
}
