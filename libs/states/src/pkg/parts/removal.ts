import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { StepFailed, type Plan, type StateContext } from '../../definition.js';
import { already, impossible, step } from '../../step.js';
import { PackageArgs } from './package.args.js';
import { fits, wantedPackages } from './wanted.js';

export class RemovalArgs extends PackageArgs {
  @Arg({ doc: 'Remove this version only; may end with *.', type: 'string', optional: true })
  version?: string;
}

/** Packages are removed; with `purge`, their configuration too. */
export async function planRemoval(
  host: HostView,
  want: RemovalArgs,
  purge: boolean,
  context: StateContext,
): Promise<Plan> {
  const wanted = wantedPackages(want, host, context);
  if (typeof wanted === 'string') return impossible(wanted);
  const now = await host.packages.installed();
  const there = wanted.filter(({ name, version }) => fits(now.get(name), version)).map(({ name }) => name);
  if (there.length === 0)
    return already(
      wanted.length === 1
        ? `the package ${wanted[0]?.name ?? ''} is not installed`
        : 'none of the packages is installed',
    );
  const changes = Object.fromEntries(there.map((name) => [name, { old: now.get(name) ?? '', new: '' }]));
  return {
    steps: [
      step(
        `${purge ? 'purge' : 'remove'} ${there.join(' ')}`,
        changes,
        async (machine) => {
          await machine.packages.remove(there, { purge });
          const after = await machine.packages.installed();
          const still = there.filter((name) => after.has(name));
          if (still.length > 0)
            throw new StepFailed(`the package manager ended well, and ${still.join(', ')} is still installed`);
        },
        // What is only removed is installed again by its name.
        { destructive: purge },
      ),
    ],
    already: '',
    done: `${purge ? 'purged' : 'removed'} ${there.join(', ')}`,
  };
}
