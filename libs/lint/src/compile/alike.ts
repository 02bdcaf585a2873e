import { createHash } from 'node:crypto';
import { stringifyExact, type Value, type ValueMap } from '@fleet/values';
import type { Fleet, FleetMinion } from '../fleet.js';

/** Functions whose answers follow from the pillar, their arguments and the grains that they name. */
const knownCalls =
  /\bsalt\s*(?:\[\s*(['"])(?:pillar\.get|slsutil\.merge|defaults\.(?:get|merge))\1\s*\]|\.\s*(?:pillar\.get|slsutil\.merge|defaults\.(?:get|merge)))/g;

/** Ways to read one grain that is named on the spot. */
const namedGrains: readonly RegExp[] = [
  /\bsalt\s*\[\s*['"]grains\.get['"]\s*\]\s*\(\s*['"]([\w.-]+)[\w:.-]*['"]/g,
  /\bsalt\s*\.\s*grains\s*\.\s*get\s*\(\s*['"]([\w.-]+)[\w:.-]*['"]/g,
  /\bgrains\s*\.\s*get\s*\(\s*['"]([\w.-]+)['"]/g,
  /\bgrains\s*\[\s*['"]([\w.-]+)['"]\s*\]/g,
  /\bgrains\s*\.\s*(?!(?:get|items|keys|values|copy|update|pop|filter_by|has_key|setdefault|clear)\b)(\w+)/g,
];

/**
 * Groups of minions whose states compile to the same: they get the same SLS and the same pillar, and agree in every grain that a text of
 * the states tree names. One of each group is compiled for all. Where a text could look at more than can be told from it, everybody is
 * alone.
 */
export async function alikeMinions(fleet: Fleet, minions: readonly FleetMinion[]): Promise<FleetMinion[][]> {
  const grains = await grainsOfTree(fleet);
  if (!grains) return minions.map((minion) => [minion]);
  const groups = new Map<string, FleetMinion[]>();
  for (const minion of minions) {
    const key = signature(fleet, minion, grains);
    const group = groups.get(key);
    if (group) group.push(minion);
    else groups.set(key, [minion]);
  }
  return [...groups.values()];
}

function signature({ top }: Fleet, { id, grains, scoped }: FleetMinion, named: ReadonlySet<string>): string {
  const own: ValueMap = new Map([...named].map((name): [Value, Value] => [name, grains.get(name) ?? null]));
  const pillar = scoped ?? new Map();
  const targets = top.states.map(({ matcher }) => (matcher?.matches({ id, grains, pillar }) === true ? '1' : '0'));
  const text = [targets.join(''), stringifyExact(own), stringifyExact(pillar)].join('\0');
  return createHash('sha256').update(text).digest('base64');
}

/** Names of the grains that the texts of the tree look at; `undefined` where that cannot be told. */
async function grainsOfTree({ input, sources }: Fleet): Promise<Set<string> | undefined> {
  const named = new Set<string>();
  for (const environment of input.states.environments)
    for (const { path, size } of await input.states.list(environment)) {
      if (size > 256 * 1024) return undefined;
      const text = sources.text(`states/${path}`) ?? '';
      // A state may take a grain as the content of a file, and a slot calls a function when it runs.
      if (/contents_grains|__slot__/.test(text)) return undefined;
      for (const [piece] of text.matchAll(/\{[{%][\s\S]*?[%}]\}/g)) {
        let rest = piece.replace(knownCalls, '');
        for (const pattern of namedGrains)
          rest = rest.replace(pattern, (_, name: string) => {
            named.add(name);
            return '';
          });
        if (/\b(?:grains|opts|salt|context|self|varargs)\b/.test(rest)) return undefined;
      }
    }
  return named;
}
