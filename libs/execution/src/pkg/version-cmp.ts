import { Arg } from '@fleet/arguments';
import { compareVersions } from '@fleet/platform';
import { defineQuick } from '../definition.js';

export class PkgVersionCmpArgs {
  @Arg({ doc: 'A version.', type: 'string' })
  pkg1!: string;

  @Arg({ doc: 'The version that it is compared with.', type: 'string' })
  pkg2!: string;

  @Arg({ doc: 'Take no notice of what stands before a colon.', type: 'boolean', default: false })
  ignore_epoch!: boolean;
}

export const versionCmp = defineQuick({
  name: 'pkg.version_cmp',
  doc: 'Compare two versions as the packager does: -1 where the first is older, 0 where they are equal, 1 where it is newer.',
  args: PkgVersionCmpArgs,
  example: 'pkg.version_cmp 0.2-001 0.2.0.1-002',
  now({ pkg1, pkg2, ignore_epoch }) {
    const bare = (version: string): string => (ignore_epoch ? version.replace(/^\d+:/, '') : version);
    return Math.sign(compareVersions(bare(pkg1), bare(pkg2)));
  },
});
