import { Arg, NotSupported } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';

@NotSupported({
  removed: 'what is left of a removed package is named by `pkg.get_selections state=deinstall`.',
  purge_desired: 'that is named by `pkg.get_selections state=purge`.',
  attr: '`pkg.info_installed` tells more than versions.',
})
export class PkgListPkgsArgs {
  @Arg({
    doc: 'Answer a list of versions for each, as it is on machines that have several.',
    type: 'boolean',
    default: false,
  })
  versions_as_list!: boolean;
}

export const listPkgs = defineFunction({
  name: 'pkg.list_pkgs',
  doc: 'All installed packages with their versions.',
  args: PkgListPkgsArgs,
  example: 'pkg.list_pkgs',
  looks: true,
  run: async (host, want) =>
    new Map(
      [...(await host.packages.installed())]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, version]): [Value, Value] => [name, want.versions_as_list ? [version] : version]),
    ),
});
