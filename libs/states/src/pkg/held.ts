import { NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { holdStep } from './parts/held.js';
import { PackageArgs } from './parts/package.args.js';
import { wantedPackages } from './parts/wanted.js';

@NotSupported({ replace: 'list what is to be let go in `pkg.unheld`.' })
export class PkgHeldArgs extends PackageArgs {}

export const held = defineState({
  name: 'pkg.held',
  doc: 'Keep installed packages at the version that they have: no upgrade touches them.',
  args: PkgHeldArgs,
  example: 'docker-ce:\n  pkg.held: []\n',
  async plan(host, want, context) {
    const wanted = wantedPackages(want, host, context);
    if (typeof wanted === 'string') return impossible(wanted);
    const names = wanted.map(({ name }) => name);
    const now = await host.packages.installed();
    const missing = names.filter((name) => !now.has(name));
    if (missing.length > 0 && !context.test)
      return impossible(`${missing.join(', ')}: not installed, so nothing to hold`);
    const steps = await holdStep(host, names, true);
    return steps.length === 0 ? already(`${names.join(', ')}: held`) : { steps, already: '' };
  },
});
