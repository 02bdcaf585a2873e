import { defineState } from '../definition.js';
import { planRemoval, RemovalArgs } from './parts/removal.js';

export class PkgPurgedArgs extends RemovalArgs {}

export const purged = defineState({
  name: 'pkg.purged',
  doc: 'Keep packages from being installed, and remove their configuration with them.',
  destroys: 'The configuration of the packages.',
  args: PkgPurgedArgs,
  example: 'exim:\n  pkg.purged:\n    - pkgs: [exim4-base, exim4-config]\n',
  plan: (host, want, context) => planRemoval(host, want, true, context),
});
