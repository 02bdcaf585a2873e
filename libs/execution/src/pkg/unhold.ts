import { defineFunction } from '../definition.js';
import { setHeld } from './set-held.js';
import { SeveralPackagesArgs, wantedPackages } from './wanted-packages.js';

export class PkgUnholdArgs extends SeveralPackagesArgs {}

export const unhold = defineFunction({
  name: 'pkg.unhold',
  doc: 'Let packages go that were held: upgrades may touch them; answers for each what was done.',
  args: PkgUnholdArgs,
  example: 'pkg.unhold docker-ce',
  run: (host, want) => setHeld(host, wantedPackages(want), false),
});
