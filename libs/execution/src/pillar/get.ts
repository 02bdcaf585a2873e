import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, defineFunction, type FunctionContext } from '../definition.js';
import { joined, updated } from '../dict-update.js';
import { PillarGetArgs } from './get.args.js';
import { wantedPillar } from './wanted-pillar.js';

export const get = defineFunction({
  name: 'pillar.get',
  doc: 'One value of the pillar by its path.',
  args: PillarGetArgs,
  example: 'pillar.get cortensord:CHAINID',
  looks: true,
  run: (_host, want, context) => getFromPillar('pillar.get', want, context),
});

export async function getFromPillar(name: string, want: PillarGetArgs, context: FunctionContext): Promise<Value> {
  const pillar = await wantedPillar(
    name,
    { pillarenv: want.pillarenv ?? null, saltenv: want.saltenv ?? null },
    context,
  );
  const found = traverse(pillar, want.key, want.delimiter);
  if (want.merge && want.default !== undefined) {
    const merged = mergedOver(want.default, found, want.merge_nested_lists ?? mergesLists(context.opts));
    if (merged !== undefined) return merged;
  }
  if (found !== undefined) return found;
  if (want.default !== undefined) return want.default;
  if (context.opts.get('pillar_raise_on_missing') === true)
    throw new FunctionRefused('not-found', `the pillar has nothing at ${want.key}`);
  return '';
}

/** `undefined` where the two are not of one kind: then what is found counts alone. */
function mergedOver(preset: Value, found: Value | undefined, mergeLists: boolean): Value | undefined {
  if (isMap(preset)) {
    const over = found === undefined ? (new Map() as ValueMap) : found;
    return isMap(over) ? updated(preset, over, { mergeLists }) : undefined;
  }
  if (!isList(preset)) return undefined;
  const over = found === undefined ? [] : found;
  return isList(over) ? joined(preset, over) : undefined;
}

function mergesLists(opts: ValueMap): boolean {
  return opts.get('pillar_merge_lists') === true;
}
