import { Arg, NotSupported } from '@fleet/arguments';
import { PackageArgs } from './package.args.js';

/** What states that install take besides. */
@NotSupported({
  skip_verify: 'what nobody signed is not installed; give the machine the key of the repository.',
})
export class InstallArgs extends PackageArgs {
  @Arg({
    doc: 'Release to take packages from where it has them, such as bookworm-backports.',
    type: 'string',
    optional: true,
  })
  fromrepo?: string;

  @Arg({
    doc: 'Install recommended packages too, or not; not given, as the package manager is configured.',
    type: 'boolean',
    optional: true,
  })
  install_recommends?: boolean;

  @Arg({
    doc: 'Accepted for trees that set it: suggested packages are only ever named.',
    type: 'boolean',
    optional: true,
  })
  skip_suggestions?: boolean;

  @Arg({
    doc: 'Let held packages go while they are installed, and hold them again; otherwise a held package stays as it is.',
    type: 'boolean',
    default: false,
  })
  update_holds!: boolean;

  @Arg({ doc: 'Age at which the lists of packages are fetched again.', type: 'duration', optional: true })
  cache_valid_time?: number;
}
