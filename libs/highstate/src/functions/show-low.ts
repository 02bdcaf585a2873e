import type { StateDefinition } from '@fleet/states';
import { copy, float, isList, type Value, type ValueMap } from '@fleet/values';
import { watchableModules } from '../low/watchable-modules.js';
import type { Call, Turn } from '../representations.js';
import { isRequisiteKind } from '../requisite-kinds.js';

/**
 * Low data as Salt shows it: chunks in the order in which they run, those that a prereq names once more where they are looked at. A
 * `watch` of a module that has nothing to do when something changes stands under `require`.
 */
export function lowValue(turns: readonly Turn<Call>[], states: ReadonlyMap<string, StateDefinition>): Value[] {
  const watchable = watchableModules(states);
  const looked = new Set(turns.filter(({ look }) => look).map(({ of }) => of));
  return turns.map(({ of }) => chunkValue(of, looked.has(of), watchable.has(of.module)));
}

function chunkValue(call: Call, looked: boolean, watchable: boolean): ValueMap {
  const value: ValueMap = new Map<Value, Value>([
    ['state', call.module],
    ['name', call.name],
    ['__sls__', call.sls],
    ['__env__', call.environment],
  ]);
  if (call.includedFrom.length > 0) value.set('__sls_included_from__', [...call.includedFrom]);
  value.set('__id__', call.id);
  for (const { key, value: argument } of call.arguments) {
    if (key === 'state') continue;
    const before = value.get(key);
    // An extension, or a state that is used, adds to a list of requisites.
    if (isRequisiteKind(key) && isList(before) && isList(argument)) value.set(key, [...before, ...copy(argument)]);
    else value.set(key, copy(argument));
  }
  for (const { kind, what, target } of call.received) append(value, kind, new Map([[what, target]]));
  if (!watchable) asRequire(value);
  value.set('order', call.order.name > 0 ? float(call.order.final) : call.order.final);
  value.set('fun', call.function);
  if (call.requisites.some(({ kind }) => kind === 'prereq')) value.set('__prerequiring__', true);
  if (looked) value.set('__prereq__', true);
  return value;
}

function append(value: ValueMap, key: string, item: Value): void {
  const before = value.get(key);
  value.set(key, [...(isList(before) ? before : []), item]);
}

function asRequire(value: ValueMap): void {
  for (const [watch, require] of [
    ['watch', 'require'],
    ['watch_any', 'require_any'],
  ] as const) {
    const watched = value.get(watch);
    if (!isList(watched)) continue;
    value.delete(watch);
    for (const item of watched) append(value, require, item);
  }
}
