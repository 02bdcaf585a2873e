import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';

/** What every state of packages takes. */
@NotSupported({
  reinstall: 'what is installed is left as it is; remove it first where it is broken.',
  allow_updates: 'leave `version` out where a newer one is fine.',
  ignore_epoch: 'write the version with its epoch, as `apt-cache policy` shows it.',
  resolve_capabilities: 'that is of zypper and dnf; name the packages.',
  verify_options: 'that is of rpm; leave it out.',
  ignore_types: 'that is of rpm; leave it out.',
  pkg_verify: 'that is of rpm; leave it out.',
  only_upgrade: 'list only packages that are installed.',
  setopt: 'that is of yum and dnf; leave it out.',
  split_arch: 'that is of yum and dnf; leave it out.',
})
export class PackageArgs {
  @Arg({ doc: 'Name of the package, where `pkgs` does not name several.', type: 'string' })
  name!: string;

  @Arg({ doc: 'Several packages, handled in one go: names, or {name: version}.', type: 'any', optional: true })
  pkgs?: Value;

  @Arg({
    doc: 'Accepted for trees that set it: names are the ones that the package manager knows.',
    type: 'boolean',
    optional: true,
  })
  normalize?: boolean;
}
