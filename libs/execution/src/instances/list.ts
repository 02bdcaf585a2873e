import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { fromPlain } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { driftOf } from './drift.js';
import { instanceFormulas, type InstanceFormula } from './formulas.js';
import { ListeningPorts } from './processes.js';
import { unitStates, type UnitState } from './unit-states.js';
import { wantedInstances } from './wanted.js';

export class InstancesListArgs {
  @Arg({
    doc: 'Of this formula only: its name, which is that of its units (`cortensord@…`) too where the formula does not say otherwise.',
    type: 'string',
    optional: true,
  })
  formula?: string;
}

export const list = defineFunction({
  name: 'instances.list',
  doc: 'Every instance of the formulas on this machine, wanted or not: formula, instance, unit, state, since, restarts, memory (bytes), cpu_seconds, ports, whether the pillar wants it, and by which keys its environment differs from what the pillar says; never a value.',
  args: InstancesListArgs,
  example: 'instances.list cortensord',
  looks: true,
  async run(host, want, context) {
    if (host.services.suits() === 'no') return [];
    const ports = new ListeningPorts(host);
    const rows = [];
    for (const formula of chosen(want.formula, await instanceFormulas(await context.tree()))) {
      const wanted = await wantedInstances(formula, context);
      const known = typeof wanted === 'string' ? new Map<string, never>() : wanted;
      const names = await namesOf(host, formula, known.keys());
      const states = await unitStates(
        host,
        names.map((name) => unitOf(formula, name)),
        ports,
      );
      for (const [index, instance] of names.entries()) {
        const should = known.get(instance);
        rows.push({
          formula: formula.name,
          instance,
          ...(states[index] as UnitState),
          wanted: typeof wanted === 'string' ? null : should !== undefined,
          drift: should ? await driftOf(host, should) : null,
          ...(typeof wanted === 'string' && formula.wanted && { problem: wanted }),
        });
      }
    }
    return fromPlain(rows);
  },
});

function chosen(name: string | undefined, known: readonly InstanceFormula[]): readonly InstanceFormula[] {
  if (name === undefined) return known;
  const found = known.filter((formula) => formula.name === name);
  if (found.length > 0) return found;
  if (!/^[A-Za-z0-9:_.-]+$/.test(name) || name.startsWith('-'))
    throw new FunctionRefused('bad-arguments', `${name} is no name of a formula`);
  // Its units may be there, whoever made them.
  return [{ name, unit: `${name}@.service` }];
}

/** Those that systemd knows, and those that the pillar wants; sorted. */
async function namesOf(host: HostView, { unit }: InstanceFormula, wanted: Iterable<string>): Promise<string[]> {
  const units = await host.services.find(unit.replace('@.', '@*.'));
  const found = units.map((one) => one.slice(one.indexOf('@') + 1).replace(/\.service$/, ''));
  return [...new Set([...found, ...wanted])].sort((a, b) => (a < b ? -1 : 1));
}

function unitOf({ unit }: InstanceFormula, instance: string): string {
  return unit.replace('@.', `@${instance}.`);
}
