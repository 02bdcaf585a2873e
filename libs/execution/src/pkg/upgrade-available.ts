import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { latest } from './latest-version.js';

export class PkgUpgradeAvailableArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Fetch the lists of packages before.', type: 'boolean', default: true })
  refresh!: boolean;
}

export const upgradeAvailable = defineFunction({
  name: 'pkg.upgrade_available',
  doc: 'Whether there is a newer version of a package than the one that is installed.',
  args: PkgUpgradeAvailableArgs,
  example: 'pkg.upgrade_available git',
  run: async (host, want) => (await latest(host, [want.name], new Map([['refresh', want.refresh]]))) !== '',
});
