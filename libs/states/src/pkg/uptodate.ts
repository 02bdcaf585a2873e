import { Arg, NotSupported } from '@fleet/arguments';
import { defineState, StepFailed } from '../definition.js';
import { already, impossible, step } from '../step.js';
import { versionChanges } from './installed.js';
import { isStale } from './parts/stale.js';

@NotSupported({
  pkgs: '`pkg.latest` keeps the packages that are named at their newest version.',
  skip_verify: 'what nobody signed is not installed; give the machine the key of the repository.',
})
export class PkgUptodateArgs {
  @Arg({ doc: 'A name for the state; it names no package.', type: 'string' })
  name!: string;

  @Arg({
    doc: 'Fetch the lists of packages first, every time (True) or never (False); not given, where they are older than an hour.',
    type: 'boolean',
    optional: true,
  })
  refresh?: boolean;

  @Arg({ doc: 'Age at which the lists of packages are fetched again.', type: 'duration', default: '1h' })
  cache_valid_time!: number;

  @Arg({ doc: 'Upgrade also what needs other packages to come or to go.', type: 'boolean', default: false })
  dist_upgrade!: boolean;
}

export const uptodate = defineState({
  name: 'pkg.uptodate',
  doc: 'Keep every installed package at the newest version, but for what is held.',
  args: PkgUptodateArgs,
  example: 'everything:\n  pkg.uptodate:\n    - cache_valid_time: 1d\n',
  async plan(host, want) {
    if (host.packages.suits() === 'no') return impossible('this machine has no package manager that is known here');
    const options = { dist: want.dist_upgrade };
    const refresh = want.refresh ?? (await isStale(host, want.cache_valid_time));
    const would = await host.packages.wouldUpgrade(options);
    if (would.length === 0 && !refresh) return already('every package is up to date');
    const changes = Object.fromEntries(would.map(({ name, from, to }) => [name, { old: from ?? '', new: to ?? '' }]));
    const what = would.length > 0 ? would.map(({ name }) => name).join(' ') : 'what is newer';
    const upgrade = step(
      `${refresh ? 'fetch the lists of packages and ' : ''}upgrade ${what}`,
      changes,
      async (machine) => {
        const before = await machine.packages.installed();
        if (refresh) await machine.packages.refresh();
        await machine.packages.upgrade(options);
        const after = await machine.packages.installed();
        const made = versionChanges([...new Set([...before.keys(), ...after.keys()])].sort(), before, after);
        const still = await machine.packages.wouldUpgrade(options);
        if (still.length > 0)
          throw new StepFailed(
            `the package manager ended well, and left ${still.map(({ name }) => name).join(', ')} as it was`,
            made,
          );
        return {
          changes: made,
          comment:
            made.size === 0 ? 'every package is up to date' : `upgraded ${[...made.keys()].map(String).join(', ')}`,
        };
      },
    );
    return { steps: [upgrade], already: '' };
  },
});
