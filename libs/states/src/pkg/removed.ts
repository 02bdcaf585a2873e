import { defineState } from '../definition.js';
import { planRemoval, RemovalArgs } from './parts/removal.js';

export class PkgRemovedArgs extends RemovalArgs {}

export const removed = defineState({
  name: 'pkg.removed',
  doc: 'Keep packages from being installed; their configuration stays.',
  args: PkgRemovedArgs,
  example: 'snapd:\n  pkg.removed: []\n',
  plan: (host, want, context) => planRemoval(host, want, false, context),
});
