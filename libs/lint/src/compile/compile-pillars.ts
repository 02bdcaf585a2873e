import {
  compilePillar,
  defaultSecretPatterns,
  PillarCache,
  type CompiledPillar,
  type Formula,
  type PillarCompileRequest,
  type ScopeRule,
} from '@fleet/pillar';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Fleet, FleetMinion } from '../fleet.js';

/** The pillar of every minion: whole, for what is compared across the fleet, and as the minion gets it, for its states. */
export async function compilePillars(fleet: Fleet): Promise<void> {
  const learn = learner(fleet);
  const cache = new PillarCache();
  const unscoped = fleet.formulas.map((formula): Formula => ({ ...formula, scope: [] }));
  for (const [index, minion] of fleet.minions.entries()) {
    fleet.progress('pillar', index, fleet.minions.length);
    const whole = await compile(fleet, minion, { scope: [], formulas: unscoped, cache });
    if (!whole) continue;
    minion.pillar = whole.pillar;
    learn(whole.pillar);
    const scoped =
      scopeRules(fleet).length === 0 ? whole : await compile(fleet, minion, { formulas: fleet.formulas, cache });
    if (scoped) minion.scoped = scoped.pillar;
  }
}

export function scopeRules(fleet: Fleet): ScopeRule[] {
  return [...(fleet.input.settings.scope ?? []), ...fleet.formulas.flatMap(({ scope }) => scope)];
}

/** Globs on names of keys whose values nobody gets to see. */
export function secretPatterns({ input, formulas }: Pick<Fleet, 'input' | 'formulas'>): readonly string[] {
  return [...(input.settings.secretPatterns ?? defaultSecretPatterns), ...formulas.flatMap(({ secrets }) => secrets)];
}

async function compile(
  fleet: Fleet,
  { id, grains }: FleetMinion,
  how: Pick<PillarCompileRequest, 'scope' | 'formulas' | 'cache'>,
): Promise<CompiledPillar | undefined> {
  const { input, report } = fleet;
  const outcome = await compilePillar({
    tree: fleet.pillarTree,
    id,
    grains,
    opts: input.opts,
    ...input.settings,
    ...how,
    nodegroups: input.nodegroups,
  });
  for (const found of outcome.ok ? outcome.warnings : outcome.diagnostics)
    // A node that is assigned and missing is a finding of its own, with its place.
    if (!(found.code === 'pillar.scope' && found.severity === 'warning')) report.diagnostic('pillar', found, id);
  return outcome.ok ? outcome.value : undefined;
}

/** Tells the redactor every secret of a pillar. Minions share what was merged from one file: each part is looked at once. */
function learner({ redactor }: Fleet): (pillar: ValueMap) => void {
  const seen = new WeakSet<object>();
  return (pillar) => visit(pillar, false);

  function visit(value: Value, secret: boolean): void {
    if (isMap(value) || isList(value)) {
      if (seen.has(value)) return;
      seen.add(value);
      for (const [key, item] of value.entries() as Iterable<[Value, Value]>)
        visit(item, secret || redactor.isSecretKey(key));
    } else if (secret && (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'))
      redactor.addSecret(String(value));
  }
}
