import { isMap, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext, type PillarWish } from '../definition.js';

/** How a function may ask for another pillar than that of the run. */
export interface PillarOptions {
  readonly pillar?: Value;
  readonly pillarenv?: Value;
  readonly saltenv?: Value;
}

/** What the options ask for; `undefined` where that is the pillar that there is anyway. @throws FunctionRefused `bad-arguments` */
export function wishOf(
  name: string,
  { pillar, pillarenv, saltenv }: PillarOptions,
  opts: ValueMap,
): PillarWish | undefined {
  for (const [option, value] of Object.entries({ pillarenv, saltenv }))
    if (value !== undefined && value !== null && typeof value !== 'string')
      throw new FunctionRefused('bad-arguments', `${name}: ${option} must be the name of an environment`);
  if (pillar !== undefined && pillar !== null && !isMap(pillar))
    throw new FunctionRefused(
      'bad-arguments',
      `${name}: pillar must be a mapping, for example pillar='{"cortensord": {"CHAINID": 7}}'`,
    );
  const environment = pillarenv ?? (opts.get('pillarenv_from_saltenv') === true ? saltenv : undefined);
  if (typeof environment !== 'string' && !isMap(pillar)) return undefined;
  return { ...(typeof environment === 'string' && { environment }), ...(isMap(pillar) && { override: pillar }) };
}

/** The pillar that a function was asked about. */
export async function wantedPillar(name: string, options: PillarOptions, context: FunctionContext): Promise<ValueMap> {
  const wish = wishOf(name, options, context.opts);
  if (!wish) return context.pillar();
  if (!context.pillarOf)
    throw new FunctionRefused('not-allowed', `${name}: no other pillar than that of this run can be had here`);
  return context.pillarOf(wish);
}

/** Options by name, of functions that take paths without number. */
export function optionsOf(named: ValueMap, known: readonly string[], name: string): Record<string, Value> {
  const options: Record<string, Value> = {};
  for (const [key, value] of named) {
    if (!known.includes(String(key)))
      throw new FunctionRefused('bad-arguments', `${name} takes no ${String(key)}; it takes ${known.join(', ')}`);
    options[String(key)] = value;
  }
  return options;
}
