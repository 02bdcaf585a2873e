import { defineFunction } from '../definition.js';
import { setHeld } from './set-held.js';
import { SeveralPackagesArgs, wantedPackages } from './wanted-packages.js';

export class PkgHoldArgs extends SeveralPackagesArgs {}

export const hold = defineFunction({
  name: 'pkg.hold',
  doc: 'Keep packages at the version that they have; answers for each what was done.',
  args: PkgHoldArgs,
  example: 'pkg.hold docker-ce',
  run: (host, want) => setHeld(host, wantedPackages(want), true),
});
