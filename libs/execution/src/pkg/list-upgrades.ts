import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';

export class PkgListUpgradesArgs {
  @Arg({ doc: 'Fetch the lists of packages before.', type: 'boolean', default: true })
  refresh!: boolean;

  @Arg({ doc: 'Name also what needs other packages to come or to go.', type: 'boolean', default: true })
  dist_upgrade!: boolean;
}

export const listUpgrades = defineFunction({
  name: 'pkg.list_upgrades',
  doc: 'What could be upgraded now, as name → new version; what is held is not among it.',
  args: PkgListUpgradesArgs,
  example: 'pkg.list_upgrades refresh=False',
  async run(host, want) {
    if (want.refresh) await host.packages.refresh();
    const would = await host.packages.wouldUpgrade({ dist: want.dist_upgrade });
    return new Map(would.flatMap(({ name, to }): [Value, Value][] => (to === undefined ? [] : [[name, to]])));
  },
});
