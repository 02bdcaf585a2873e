import { NotSupported } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { already, impossible } from '../step.js';
import { holdStep } from './parts/held.js';
import { PackageArgs } from './parts/package.args.js';
import { wantedPackages } from './parts/wanted.js';

@NotSupported({ all: 'list the packages that are to be let go.' })
export class PkgUnheldArgs extends PackageArgs {}

export const unheld = defineState({
  name: 'pkg.unheld',
  doc: 'Keep packages from being held: upgrades may touch them.',
  args: PkgUnheldArgs,
  example: 'docker-ce:\n  pkg.unheld: []\n',
  async plan(host, want, context) {
    const wanted = wantedPackages(want, host, context);
    if (typeof wanted === 'string') return impossible(wanted);
    const names = wanted.map(({ name }) => name);
    const steps = await holdStep(host, names, false);
    return steps.length === 0 ? already(`${names.join(', ')}: not held`) : { steps, already: '' };
  },
});
