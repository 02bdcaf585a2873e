import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { installedPackages, normalName } from './installed.js';
import { PipPlaceArgs } from './place.args.js';

export class PipIsInstalledArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  pkgname!: string;

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
  env_vars?: PipPlaceArgs['env_vars'];
}

export const isInstalled = defineFunction({
  name: 'pip.is_installed',
  doc: 'Whether a package is among those of a Python.',
  args: PipIsInstalledArgs,
  example: 'pip.is_installed requests bin_env=/opt/app/venv',
  looks: true,
  run: async (host, want, context) => (await installedPackages(host, want, context)).has(normalName(want.pkgname)),
});
