import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changedVersions } from './changed-versions.js';

@NotSupported({
  skip_verify: 'what nobody signed is not installed; give the machine the key of the repository.',
  force_conf_new: 'changed configuration files are kept.',
  download_only: 'packages are fetched when they are installed.',
  allow_downgrades: 'name the version with `pkg.install`.',
})
export class PkgUpgradeArgs {
  @Arg({ doc: 'Fetch the lists of packages before.', type: 'boolean', default: true })
  refresh!: boolean;

  @Arg({ doc: 'Upgrade also what needs other packages to come or to go.', type: 'boolean', default: false })
  dist_upgrade!: boolean;
}

export const upgrade = defineFunction({
  name: 'pkg.upgrade',
  doc: 'Upgrade every package that has a newer version, but for what is held; answers what changed, as name → {old, new}.',
  args: PkgUpgradeArgs,
  example: 'pkg.upgrade dist_upgrade=True',
  run: (host, want) =>
    changedVersions(host, async () => {
      if (want.refresh) await host.packages.refresh();
      await host.packages.upgrade({ dist: want.dist_upgrade });
    }),
});
