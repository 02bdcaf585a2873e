import { nearMatch } from '@fleet/diagnostics';
import { unitName, type Foreseen, type HostView, type ServiceStatus } from '@fleet/platform';
import { isGlob } from '@fleet/targeting';
import type { Plan, StateContext, Step } from '../../definition.js';
import { impossible } from '../../step.js';

/** The units that a name or a glob means, or one sentence that names what does not exist. */
export async function findUnits(host: HostView, name: string): Promise<readonly ServiceStatus[] | string> {
  if (host.services.suits() === 'no') return 'this machine has no systemd to ask about units';
  if (isGlob(name)) {
    const names = await host.services.find(name);
    return names.length > 0 ? host.services.statusOf(names) : `no unit matches ${name}`;
  }
  const status = await host.services.status(name);
  if (status.known) return [status];
  const full = unitName(name);
  const suggestion = nearMatch(full, await host.services.find(`*${full.slice(full.lastIndexOf('.'))}`));
  return `the unit ${name} does not exist${suggestion ? `; did you mean ${suggestion}?` : ''}`;
}

/** A name is looked at with those of the other states; what a glob means is found first. */
export function foreseenUnits({ name }: { readonly name: string }): Foreseen {
  return isGlob(name) ? {} : { units: [name] };
}

/** One plan over every unit meant. In a dry run an earlier state may be what brings an unknown unit. */
export async function planUnits(
  host: HostView,
  name: string,
  context: StateContext,
  sentence: (names: string) => string,
  stepsFor: (unit: ServiceStatus) => readonly Step[] | string,
  warningFor: (unit: ServiceStatus) => string | undefined = () => undefined,
): Promise<Plan> {
  const units = await findUnits(host, name);
  if (typeof units === 'string')
    return context.test && !isGlob(name)
      ? { verdict: null, comment: `${units}: an earlier state may bring it` }
      : impossible(units);
  const steps: Step[] = [];
  for (const unit of units) {
    const own = stepsFor(unit);
    if (typeof own === 'string') return impossible(own);
    steps.push(...own);
  }
  const warnings = units.map(warningFor).filter((warning) => warning !== undefined);
  return { steps, already: sentence(units.map((unit) => unit.name).join(', ')), warnings };
}
