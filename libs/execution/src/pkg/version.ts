import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class PkgVersionArgs {
  @Arg({ doc: 'Name of the package.', type: 'string' })
  name!: string;
}

export const version = defineFunction({
  name: 'pkg.version',
  doc: 'The installed version of a package, or an empty text where it is not installed.',
  args: PkgVersionArgs,
  example: 'pkg.version git',
  run: async (host, want) => (await host.packages.installed()).get(want.name) ?? '',
});
