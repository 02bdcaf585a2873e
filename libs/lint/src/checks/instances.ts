import type { Place } from '@fleet/diagnostics';
import type { InstanceRule } from '@fleet/pillar';
import { equal, isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { placeInPillar } from '../compile/pillar-documents.js';
import type { Fleet, FleetMinion } from '../fleet.js';
import type { FleetCheck } from './check.js';

/** Several instances that agree are a habit; of two it may be chance. */
const fewestRepeats = 3;

interface Instance {
  /** In the pillar. */
  readonly path: string;
  readonly own: ValueMap;
}

/** Every rule of every formula, once. */
export function instanceRules({ formulas }: Pick<Fleet, 'formulas'>): { rule: InstanceRule; formula: string }[] {
  return formulas.flatMap(({ name, instances }) => instances.map((rule) => ({ rule, formula: name })));
}

/** The instances of one minion, in both layouts: assigned entries of the registry, and those that stand under the formula itself. */
function instancesOf(minion: FleetMinion, rule: InstanceRule, formula: string): Map<string, Instance> {
  const found = new Map<string, Instance>();
  if (!minion.pillar) return found;
  const registry = traverse(minion.pillar, rule.registry);
  const assigned = traverse(minion.pillar, rule.assigned);
  if (isMap(registry) && isList(assigned))
    for (const name of assigned) {
      const own = registry.get(name);
      if (own !== undefined)
        found.set(String(name), { path: `${rule.registry}:${String(name)}`, own: isMap(own) ? own : new Map() });
    }
  const inline = traverse(minion.pillar, `${formula}:instances`);
  if (isMap(inline))
    for (const [name, own] of inline)
      found.set(String(name), { path: `${formula}:instances:${String(name)}`, own: isMap(own) ? own : new Map() });
  return found;
}

/** Where the instance behind a file of a minion stands in the pillar: the one whose name is in the path. */
export function placeOfInstance(fleet: Fleet, minion: FleetMinion, path: string, key: string): Place | undefined {
  const words = new Set(path.split(/[/.]/).flatMap((word) => [word, word.replace(/^env-/, '')]));
  for (const { rule, formula } of instanceRules(fleet))
    for (const [name, instance] of instancesOf(minion, rule, formula))
      if (words.has(name)) return placeInPillar(fleet.pillarDocuments, `${instance.path}:${key}`);
  return undefined;
}

/** Assigned to one server, to two, to none; or assigned and not there. */
export const checkAssignments: FleetCheck = (fleet) => {
  for (const { rule } of instanceRules(fleet)) {
    const servers = new Map<string, string[]>();
    const entries = new Set<string>();
    // Minions share a registry that was merged from the same files.
    const known = new WeakSet<object>();
    for (const minion of fleet.minions) {
      if (!minion.pillar) continue;
      const registry = traverse(minion.pillar, rule.registry);
      const assigned = traverse(minion.pillar, rule.assigned);
      if (isMap(registry) && !known.has(registry)) {
        known.add(registry);
        for (const name of registry.keys()) entries.add(String(name));
      }
      if (!isList(assigned)) continue;
      const names = assigned.map(String);
      for (const name of new Set(names)) {
        if (names.indexOf(name) !== names.lastIndexOf(name))
          fleet.report.say('lint.assigned-twice', {
            summary: `${rule.assigned} of ${minion.id} names ${name} twice`,
            tree: 'pillar',
            at: placeInPillar(fleet.pillarDocuments, `${rule.registry}:${name}`),
            minion: minion.id,
          });
        const list = servers.get(name) ?? [];
        servers.set(name, [...list, minion.id]);
        if (isMap(registry) && (registry.has(name) || [...registry.keys()].some((key) => String(key) === name)))
          continue;
        fleet.report.say('lint.missing-entry', {
          summary: `${rule.assigned} of ${minion.id} names ${name}, which is not in ${rule.registry}`,
          tree: 'pillar',
          at: placeOfAssignment(fleet, rule, minion.id, name),
          minion: minion.id,
        });
      }
    }
    for (const [name, ids] of servers) {
      if (ids.length < 2) continue;
      for (const id of ids)
        fleet.report.say('lint.assigned-twice', {
          summary: `${name} of ${rule.registry} is assigned to ${someOf(ids)}`,
          detail: 'An instance that runs twice acts twice with one key.',
          tree: 'pillar',
          at: placeInPillar(fleet.pillarDocuments, `${rule.registry}:${name}`),
          minion: id,
        });
    }
    // What is assigned to a minion whose pillar does not compile is not known.
    if (fleet.minions.some(({ pillar }) => !pillar)) continue;
    const elsewhere = assignedInFiles(fleet, rule);
    for (const name of entries)
      if (!servers.has(name) && !elsewhere.has(name))
        fleet.report.say('lint.unassigned', {
          summary: `${name} of ${rule.registry} is assigned to no minion`,
          detail: `Name it in ${rule.assigned} of its server, or take it out.`,
          tree: 'pillar',
          at: placeInPillar(fleet.pillarDocuments, `${rule.registry}:${name}`),
        });
  }
};

/** Both of two; of many, the first and how many others. */
function someOf(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(' and to ') : `${ids[0] as string} and to ${ids.length - 1} others`;
}

/** The item of an `assigned` list; of several files with such a list, the one that has the name. */
function placeOfAssignment(fleet: Fleet, rule: InstanceRule, minion: string, name: string): Place | undefined {
  const files = fleet.pillarDocuments.filter(({ document }) => {
    const list = traverse(document.value, rule.assigned);
    return isList(list) && list.map(String).includes(name);
  });
  const file = files.find(({ path }) => path.includes(minion)) ?? files[0];
  const list = file && traverse(file.document.value, rule.assigned);
  return file && isList(list) ? file.document.at(list, list.map(String).indexOf(name)) : undefined;
}

/** What the files assign, to whomever: also to minions that are not listed. */
function assignedInFiles({ pillarDocuments }: Fleet, rule: InstanceRule): Set<string> {
  const lists = pillarDocuments.map(({ document }) => traverse(document.value, rule.assigned));
  return new Set(lists.flatMap((list) => (isList(list) ? list.map(String) : [])));
}

/** What all instances of a fleet, or of a server, say alike belongs one level up. */
export const checkRepeatedValues: FleetCheck = (fleet) => {
  for (const { rule, formula } of instanceRules(fleet)) {
    const registered = new Map<string, Instance>();
    const known = new WeakSet<object>();
    const inline: Instance[] = [];
    for (const minion of fleet.minions) {
      const registry = minion.pillar && traverse(minion.pillar, rule.registry);
      if (isMap(registry) && !known.has(registry)) {
        known.add(registry);
        for (const [name, own] of registry) {
          const path = `${rule.registry}:${String(name)}`;
          registered.set(path, { path, own: isMap(own) ? own : new Map() });
        }
      }
      for (const instance of instancesOf(minion, rule, formula).values())
        if (!registered.has(instance.path)) inline.push(instance);
    }
    const said = new Set<Value>();
    say([...registered.values()], said, `the settings of all servers (${formula})`);
    say([...registered.values(), ...inline], said, `the settings of all servers (${formula})`);
    const everywhere = new Set(said);
    for (const minion of fleet.minions) {
      const own = [...instancesOf(minion, rule, formula).values()];
      say(own, new Set(everywhere), `the settings of ${minion.id} (${formula})`, minion.id);
    }
  }

  function say(instances: readonly Instance[], said: Set<Value>, upwards: string, minion?: string): void {
    for (const key of repeated(instances.map(({ own }) => own)).keys()) {
      if (said.has(key) || fleet.redactor.isSecretKey(key)) continue;
      said.add(key);
      fleet.report.say('lint.repeated-value', {
        summary: `${String(key)} is the same in all ${instances.length} instances`,
        detail: `Say it once, in ${upwards}; an instance that differs still overrides it.`,
        tree: 'pillar',
        at: placeInPillar(fleet.pillarDocuments, `${(instances[0] as Instance).path}:${String(key)}`),
        minion,
      });
    }
  }
};

/** Keys with one value in each of the mappings. */
function repeated(instances: readonly ValueMap[]): ValueMap {
  const [first, ...others] = instances;
  if (!first || instances.length < fewestRepeats) return new Map();
  return new Map(
    [...first].filter(([key, value]) =>
      others.every((other) => other.has(key) && equal(other.get(key) ?? null, value)),
    ),
  );
}

/** Line breaks in what becomes an environment variable. */
export const checkLineBreaks: FleetCheck = (fleet) => {
  for (const { rule, formula } of instanceRules(fleet))
    for (const minion of fleet.minions)
      for (const { path, own } of instancesOf(minion, rule, formula).values())
        for (const [key, value] of own)
          if (typeof value === 'string' && typeof key === 'string' && key === key.toUpperCase() && /[\r\n]/.test(value))
            fleet.report.say('lint.environment-break', {
              summary: `the value of ${key} has a line break`,
              detail: 'In an environment file the rest would be another line. A folded text (>-) has no line breaks.',
              tree: 'pillar',
              at: placeInPillar(fleet.pillarDocuments, `${path}:${key}`),
              minion: minion.id,
            });
};
