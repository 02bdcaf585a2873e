import {
  compilePillar,
  defaultSecretPatterns,
  PillarCache,
  type CompiledPillar,
  type Formula,
  type PillarCompileRequest,
  type ScopeRule,
} from '@fleet/pillar';
import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import type { Fleet, FleetMinion } from '../fleet.js';
import { ComparedValues, EncryptedValues } from './encrypted-values.js';

/** The pillar of every minion: whole, for what is compared across the fleet, and as the minion gets it, for its states. */
export async function compilePillars(fleet: Fleet): Promise<void> {
  const learn = learner(fleet);
  const cache = new PillarCache();
  const decrypter = new EncryptedValues(fleet.input.identityFiles ?? [], fleet.redactor);
  const compared = new ComparedValues(decrypter);
  const rules = scopeRules(fleet);
  const unscoped = fleet.formulas.map((formula): Formula => ({ ...formula, scope: [] }));
  const unchecked = unscoped.map(({ schema: _, ...formula }): Formula => formula);
  // Minions share a registry that was merged from the same files: what it may be is checked for the first of them.
  const checked = new WeakSet<object>();
  for (const [index, minion] of fleet.minions.entries()) {
    fleet.progress('pillar', index, fleet.minions.length);
    if (rules.length === 0) {
      const whole = await compile(fleet, minion, { formulas: fleet.formulas, cache, decrypter });
      if (whole) minion.scoped = minion.pillar = whole.pillar;
    } else {
      const scoped = await compile(fleet, minion, { formulas: fleet.formulas, cache, decrypter });
      if (scoped) minion.scoped = scoped.pillar;
      // Told of nobody: what minions get of it was told for each of them above, and joins that.
      const told = { told: 'of nobody', cache } as const;
      const whole = await compile(fleet, minion, { ...told, scope: [], formulas: unchecked, decrypter: compared });
      if (!whole) continue;
      minion.pillar = whole.pillar;
      for (const registry of rules.map((rule) => traverse(whole.pillar, rule.registry))) {
        if (!isMap(registry) || checked.has(registry)) continue;
        checked.add(registry);
        await compile(fleet, minion, { ...told, scope: [], formulas: unscoped, decrypter });
      }
    }
    if (minion.pillar) learn(minion.pillar);
  }
  if (decrypter.sealed > 0)
    fleet.report.say('lint.unknown', {
      summary: 'encrypted values of the pillar cannot be opened here, because there is no key for them',
      detail: 'Something else stands for each of them; whether two are the same key cannot be told.',
    });
}

export function scopeRules(fleet: Fleet): ScopeRule[] {
  return [...(fleet.input.settings.scope ?? []), ...fleet.formulas.flatMap(({ scope }) => scope)];
}

/** Globs on names of keys whose values nobody gets to see. */
export function secretPatterns({ input, formulas }: Pick<Fleet, 'input' | 'formulas'>): readonly string[] {
  return [...(input.settings.secretPatterns ?? defaultSecretPatterns), ...formulas.flatMap(({ secrets }) => secrets)];
}

/** Lint looks for these itself, and knows more: the place of an assignment, and whether there are secrets in what is not scoped. */
const ownFindings: ReadonlySet<string> = new Set(['warning pillar.scope', 'warning pillar.unscoped']);

async function compile(
  fleet: Fleet,
  { id, grains }: FleetMinion,
  { told, ...how }: Pick<PillarCompileRequest, 'scope' | 'formulas' | 'cache' | 'decrypter'> & { told?: 'of nobody' },
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
    if (!ownFindings.has(`${found.severity} ${found.code}`))
      report.diagnostic('pillar', found, told === undefined ? id : undefined);
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
