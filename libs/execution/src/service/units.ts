import { nearMatch } from '@fleet/diagnostics';
import { HostRefusal, unitName, type Host, type Services, type ServicesView } from '@fleet/platform';
import { isGlob } from '@fleet/targeting';
import type { Value } from '@fleet/values';
import { FunctionRefused, FunctionResult } from '../definition.js';

/**
 * The units that a name means: itself, or all that a glob matches.
 * @throws FunctionRefused `not-found` that names it, with the nearest unit there is. Salt answers True for a unit that does not exist.
 */
export async function unitsOf(services: ServicesView, name: string): Promise<string[]> {
  if (isGlob(name)) {
    const found = await services.find(name);
    if (found.length === 0) throw new FunctionRefused('not-found', `no unit matches ${name}`, { name });
    return found;
  }
  if ((await services.status(name)).known) return [name];
  const full = unitName(name);
  const suggestion = nearMatch(full, await services.find(`*${full.slice(full.lastIndexOf('.'))}`));
  throw new FunctionRefused(
    'not-found',
    `there is no unit ${name}${suggestion ? `; did you mean ${suggestion.replace(/\.service$/, '')}?` : ''}`,
    { name, suggestion },
  );
}

/**
 * Does one thing to each unit: true for one, unit → true for a glob. One unit that refuses does not spare the others: its entry says why,
 * and the retcode is 1.
 */
export async function forEachUnit(
  host: Host,
  name: string,
  act: (services: Services, unit: string) => Promise<void>,
): Promise<Value | FunctionResult> {
  const units = await unitsOf(host.services, name);
  if (!isGlob(name)) {
    for (const unit of units) await act(host.services, unit);
    return true;
  }
  const outcomes = new Map<Value, Value>();
  for (const unit of units) outcomes.set(unit, await outcomeOf(act(host.services, unit)));
  return new FunctionResult(outcomes, [...outcomes.values()].every((outcome) => outcome === true) ? 0 : 1);
}

async function outcomeOf(acting: Promise<void>): Promise<true | string> {
  try {
    await acting;
    return true;
  } catch (cause) {
    if (cause instanceof HostRefusal) return cause.message;
    throw cause;
  }
}

/** Looks at each unit with one question to systemd: a value for one, unit → value for a glob. */
export async function askUnits(
  host: Host,
  name: string,
  look: (status: Awaited<ReturnType<ServicesView['status']>>) => Value,
): Promise<Value> {
  const units = await unitsOf(host.services, name);
  const answers = await host.services.statusOf(units);
  if (!isGlob(name)) return look(answers[0] as (typeof answers)[number]);
  return new Map<Value, Value>(answers.map((status, index) => [units[index] as string, look(status)]));
}
