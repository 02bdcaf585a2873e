import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import type { PillarCompileRequest } from './definition.js';
import type { ScopeRule } from './formula/definition.js';
import type { Problems } from './problems.js';

/** The rules of the request and of its formulas, each once. */
export function rulesOf({ scope = [], formulas = [] }: PillarCompileRequest): ScopeRule[] {
  const all = [...scope, ...formulas.flatMap((formula) => formula.scope)];
  return [...new Map(all.map((rule) => [`${rule.registry}\0${rule.assigned}`, rule])).values()];
}

/** The pillar without what other minions' entries hold. A minion to which nothing is assigned gets an empty registry. */
export function applyScope(pillar: ValueMap, rules: readonly ScopeRule[], problems: Problems): ValueMap {
  return rules.reduce((scoped, rule) => applyRule(scoped, rule, problems), pillar);
}

/** A registry beside a list of what is assigned, of which no rule speaks: most probably every minion gets every other one's secrets. */
export function warnOfUnscoped(pillar: ValueMap, rules: readonly ScopeRule[], problems: Problems): void {
  for (const [key, names] of pillar) {
    const found = typeof key === 'string' && isList(names) ? /^(.+)_assigned_(.+)$/.exec(key) : null;
    const registry = found && `${found[1]}_${found[2]}`;
    if (!registry || !isMap(pillar.get(registry)) || rules.some((rule) => rule.registry === registry)) continue;
    problems.warning(
      'pillar.unscoped',
      `all of ${registry} is delivered, though ${String(key)} says what this minion needs of it: no formula.yaml and no pillar_scope declares it`,
    );
  }
}

function applyRule(pillar: ValueMap, { registry, assigned }: ScopeRule, problems: Problems): ValueMap {
  const entries = traverse(pillar, registry);
  if (entries === undefined || entries === null) return pillar;
  const names = traverse(pillar, assigned) ?? [];
  // Whatever has another shape cannot be scoped, and delivering it whole would give a minion every other one's secrets.
  if (!isMap(entries))
    problems.error('pillar.scope', `${registry} must be a mapping, because minions get only what ${assigned} names`);
  else if (!isList(names)) problems.error('pillar.scope', `${assigned} must be a list of keys of ${registry}`);
  else {
    const kept: ValueMap = new Map();
    for (const name of names) {
      const entry = entries.get(name);
      if (entry !== undefined) kept.set(name, entry);
      else problems.warning('pillar.scope', `${assigned} names ${String(name)}, which is not in ${registry}`);
    }
    return replaceAt(pillar, registry.split(':'), kept) as ValueMap;
  }
  return pillar;
}

function replaceAt(data: Value, [step, ...rest]: readonly string[], value: Value): Value {
  if (step === undefined || !isMap(data)) return value;
  const key = data.has(step) ? step : Number(step);
  const result: ValueMap = new Map(data);
  result.set(key, replaceAt(data.get(key) ?? null, rest, value));
  return result;
}
