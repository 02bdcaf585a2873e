import { Arg, NotSupported } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changedVersions } from './changed-versions.js';
import { SeveralPackagesArgs, wantedPackages } from './wanted-packages.js';

@NotSupported({
  sources: 'packages come from repositories, which check what they serve; add one with `pkgrepo.managed`.',
  skip_verify: 'what nobody signed is not installed; give the machine the key of the repository.',
  debconf: 'write the answers with debconf-set-selections before.',
  reinstall: 'what is installed is left as it is; remove it first where it is broken.',
  only_upgrade: '`pkg.upgrade` upgrades what is installed.',
  force_conf_new: 'changed configuration files are kept.',
})
export class PkgInstallArgs extends SeveralPackagesArgs {
  @Arg({ doc: 'Version of the one package that is named; may end with *.', type: 'string', optional: true })
  version?: string;

  @Arg({ doc: 'Fetch the lists of packages before.', type: 'boolean', default: false })
  refresh!: boolean;

  @Arg({
    doc: 'Release to take packages from where it has them, such as bookworm-backports.',
    type: 'string',
    optional: true,
  })
  fromrepo?: string;

  @Arg({
    doc: 'Install recommended packages too, or not; not given, as apt is configured.',
    type: 'boolean',
    optional: true,
  })
  install_recommends?: boolean;
}

export const install = defineFunction({
  name: 'pkg.install',
  doc: 'Install packages, or upgrade them to the newest version; answers what came and changed, as name → {old, new}.',
  args: PkgInstallArgs,
  example: 'pkg.install jq refresh=True',
  run: (host, want) =>
    changedVersions(host, () => {
      const wanted = wantedPackages(want);
      const version = wanted.length === 1 ? want.version : undefined;
      const words = wanted.map((one) => {
        const own = one.version ?? version;
        return own === undefined ? one.name : `${one.name}=${own}`;
      });
      return host.packages.install(words, {
        refresh: want.refresh,
        ...(want.fromrepo !== undefined && { release: want.fromrepo }),
        ...(want.install_recommends !== undefined && { recommends: want.install_recommends }),
      });
    }),
});
