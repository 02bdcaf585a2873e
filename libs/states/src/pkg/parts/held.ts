import type { HostView } from '@fleet/platform';
import type { Step } from '../../definition.js';
import { step } from '../../step.js';

/** Holds packages, or lets them go, where they are not as wanted. */
export async function holdStep(host: HostView, names: readonly string[], wanted: boolean): Promise<Step[]> {
  const held = await host.packages.held();
  const other = names.filter((name) => held.has(name) !== wanted);
  if (other.length === 0) return [];
  const changes = Object.fromEntries(
    other.map((name) => [name, { hold: { old: wanted ? 'install' : 'hold', new: wanted ? 'hold' : 'install' } }]),
  );
  return [
    step(`${wanted ? 'hold' : 'let go'} ${other.join(' ')}`, changes, (machine) =>
      wanted ? machine.packages.hold(other) : machine.packages.unhold(other),
    ),
  ];
}
