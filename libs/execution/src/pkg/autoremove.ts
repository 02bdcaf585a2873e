import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';
import { changedVersions } from './changed-versions.js';

export class PkgAutoremoveArgs {
  @Arg({ doc: 'Only name what would be removed.', type: 'boolean', default: false })
  list_only!: boolean;

  @Arg({ doc: 'Remove the configuration with it.', type: 'boolean', default: false })
  purge!: boolean;
}

export const autoremove = defineFunction({
  name: 'pkg.autoremove',
  doc: 'Remove what came because other packages needed it and nothing needs any more; answers what went, or with list_only its names.',
  args: PkgAutoremoveArgs,
  example: 'pkg.autoremove list_only=True',
  run: async (host, want) =>
    want.list_only
      ? [...(await host.packages.wouldRemoveUnneeded())]
      : changedVersions(host, () => host.packages.removeUnneeded({ purge: want.purge })),
});
