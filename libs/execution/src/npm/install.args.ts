import { Arg, NotSupported } from '@fleet/arguments';
import type { ValueMap } from '@fleet/values';

@NotSupported({ silent: 'what npm did is answered, and nothing else; leave it out.' })
export class NpmInstallArgs {
  @Arg({
    doc: 'A package: its name, with a version where one is wanted (pm2@5.3.0), an archive, a folder or an address. Without any, what package.json of the project asks for.',
    type: 'string',
    optional: true,
  })
  pkg?: string;

  @Arg({ doc: 'Several packages instead.', type: 'string or list', optional: true })
  pkgs?: string[];

  @Arg({ doc: 'Folder of a project; without, it is for the whole machine.', type: 'string', optional: true })
  dir?: string;

  @Arg({ doc: 'Account that runs npm.', type: 'string', optional: true })
  runas?: string;

  @Arg({ doc: 'Address of the registry.', type: 'string', optional: true })
  registry?: string;

  @Arg({ doc: 'Environment variables to add.', type: 'mapping', optional: true })
  env?: ValueMap;

  @Arg({ doc: 'Only tell what would be done.', type: 'boolean', default: false })
  dry_run!: boolean;
}
