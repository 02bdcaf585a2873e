import { nearMatch } from '@fleet/diagnostics';
import { pythonStr, type TemplateEnvironment } from '@fleet/rendering';
import { matchGlob } from '@fleet/targeting';
import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { mergeData, mergeStrategies, usualMerging, type MergeStrategy } from '../merge/merging.js';

type Call = NonNullable<TemplateEnvironment['call']>;

interface Given {
  readonly grains: ValueMap;
  readonly opts: ValueMap;
  readonly args: Arguments;
}

/**
 * What `salt['mod.fun']` is in a pillar template: the pillar is made on the master, whose machine no template asks anything. These answer
 * from the grains of the minion and from `opts` alone, so that what a template learns by them is known like any other look.
 */
const functions: ReadonlyMap<string, (given: Given) => Value> = new Map<string, (given: Given) => Value>([
  ['grains.get', ({ grains, args }) => at(grains, args)],
  ['grains.items', ({ grains }) => new Map(grains)],
  ['grains.item', ({ grains, args }) => new Map(args.all.map((key) => [key, or(traverse(grains, String(key)), '')]))],
  ['grains.has_value', ({ grains, args }) => isTrue(traverse(grains, args.text(0, 'key')))],
  ['grains.filter_by', filterBy],
  // While the pillar is made, there is none.
  ['pillar.get', ({ args }) => args.value(1, 'default', '')],
  ['config.get', ({ opts, grains, args }) => or(traverse(opts, args.text(0, 'key')), at(grains, args))],
  ['slsutil.merge', mergeTwo],
]);

/** The functions for one render. `otherwise` is asked for all others, where there is somebody to ask. */
export function saltFunctions(grains: ValueMap, opts: ValueMap, otherwise: Call | undefined): Call {
  return (name, positional, named) => {
    const known = functions.get(name);
    if (known) return known({ grains, opts, args: new Arguments(name, positional, named) });
    if (otherwise) return otherwise(name, positional, named);
    const near = nearMatch(name, functions.keys());
    const meant = near === undefined ? `there are ${[...functions.keys()].join(', ')}` : `did you mean ${near}?`;
    throw new Error(`pillar templates cannot call it: ${meant}`);
  };
}

class Arguments {
  constructor(
    private readonly name: string,
    readonly all: readonly Value[],
    private readonly named: ValueMap,
  ) {}

  value(position: number, name: string, otherwise: Value): Value {
    return or(this.all[position] === undefined ? this.named.get(name) : this.all[position], otherwise);
  }

  text(position: number, name: string): string {
    const value = this.value(position, name, null);
    if (typeof value === 'string') return value;
    throw new TypeError(`${this.name} needs ${name}, a text`);
  }

  mapping(position: number, name: string): ValueMap {
    const value = this.value(position, name, null);
    if (isMap(value)) return value;
    throw new TypeError(`${this.name} needs ${name}, a mapping`);
  }
}

function at(data: ValueMap, args: Arguments): Value {
  const delimiter = args.value(2, 'delimiter', ':') ?? ':';
  return or(traverse(data, args.text(0, 'key'), String(delimiter)), args.value(1, 'default', ''));
}

/** The default takes the place of what is absent, not of None. */
function or(value: Value | undefined, otherwise: Value): Value {
  return value === undefined ? otherwise : value;
}

function filterBy({ grains, args }: Given): Value {
  const lookup = args.mapping(0, 'lookup_dict');
  const found = traverse(grains, String(args.value(1, 'grain', null) ?? 'os_family')) ?? [];
  const chosen =
    fitting(lookup, isList(found) ? found : [found]) ?? lookup.get(args.value(3, 'default', 'default')) ?? null;
  const base = lookup.get(args.value(4, 'base', null)) ?? null;
  const merged = isMap(base) && isMap(chosen) ? mergeData(base, chosen, usualMerging) : (chosen ?? base);
  const over = args.value(2, 'merge', null);
  if (!isMap(over) || over.size === 0) return merged;
  return isMap(merged) ? mergeData(merged, over, usualMerging) : over;
}

function fitting(lookup: ValueMap, values: readonly Value[]): Value | undefined {
  for (const value of values) {
    const text = pythonStr(value);
    const entry = [...lookup].find(([pattern]) => matchGlob(pythonStr(pattern), text));
    if (entry && entry[1] !== null) return entry[1];
  }
  return undefined;
}

function mergeTwo({ args }: Given): Value {
  const strategy = args.value(2, 'strategy', 'smart');
  if (!mergeStrategies.includes(strategy as MergeStrategy) || strategy === 'list')
    throw new TypeError(`slsutil.merge of a pillar template knows no strategy ${String(strategy)}`);
  const mergeLists = isTrue(args.value(4, 'merge_lists', false));
  return mergeData(args.mapping(0, 'obj_a'), args.mapping(1, 'obj_b'), {
    ...usualMerging,
    strategy: strategy as MergeStrategy,
    mergeLists,
  });
}

function isTrue(value: Value | undefined): boolean {
  if (isMap(value)) return value.size > 0;
  return isList(value) ? value.length > 0 : Boolean(value);
}
