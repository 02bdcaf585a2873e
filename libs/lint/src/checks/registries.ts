import { isList, isMap, type ValueMap } from '@fleet/values';
import { scopeRules } from '../compile/compile-pillars.js';
import { placeInPillar } from '../compile/pillar-documents.js';
import type { Fleet } from '../fleet.js';
import type { FleetCheck } from './check.js';

/** A registry with secrets and a list of what is assigned, and nothing that cuts the one to the other. */
export const checkRegistries: FleetCheck = (fleet) => {
  // The one that is refused may declare it.
  if (fleet.formulasRefused) return;
  const scoped = new Set(scopeRules(fleet).map(({ registry }) => registry));
  for (const minion of fleet.minions) {
    if (!minion.pillar) continue;
    for (const [key, registry] of minion.pillar) {
      if (typeof key !== 'string' || scoped.has(key) || !isMap(registry) || registry.size < 2) continue;
      const list = assignedList(minion.pillar, key, registry);
      if (list === undefined || !holdsSecrets(fleet, registry)) continue;
      fleet.report.say('lint.unscoped-registry', {
        summary: `every minion receives all ${registry.size} entries of ${key}, with their secrets`,
        detail: `Declare it in the formula.yaml of its formula (pillar: {scope: [{registry: ${key}, assigned: ${list}}]}), or in pillar_scope of the master.`,
        tree: 'pillar',
        at: placeInPillar(fleet.pillarDocuments, key),
        minion: minion.id,
      });
    }
  }
};

/** A list beside the registry, all of whose items are keys of it. */
function assignedList(pillar: ValueMap, registry: string, entries: ValueMap): string | undefined {
  for (const [key, value] of pillar)
    if (
      typeof key === 'string' &&
      key !== registry &&
      /assigned/.test(key) &&
      isList(value) &&
      value.length > 0 &&
      value.every((item) => entries.has(item))
    )
      return key;
  return undefined;
}

function holdsSecrets({ redactor }: Fleet, registry: ValueMap): boolean {
  return [...registry.values()].some((own) => isMap(own) && [...own.keys()].some((key) => redactor.isSecretKey(key)));
}
