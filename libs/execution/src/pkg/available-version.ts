import { defineFunction } from '../definition.js';
import { latest, PkgLatestVersionArgs } from './latest-version.js';

export const availableVersion = defineFunction({
  name: 'pkg.available_version',
  doc: 'The other name of pkg.latest_version.',
  args: PkgLatestVersionArgs,
  example: 'pkg.available_version git refresh=False',
  run: (host, want) => latest(host, want.names, want.options),
});
