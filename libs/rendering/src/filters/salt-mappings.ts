import type { ValueMap } from '@fleet/values';
import { toValue } from '../compile/to-value.js';
import { findKey, getItem, setItem, truthy } from '../python/compare.js';
import { entriesOf } from '../python/dict-methods.js';
import type { Engine } from '../python/engine.js';
import { listOf, textOf } from '../python/objects.js';
import { required } from '../python/signature.js';
import { typeError, typeNameOf, type Thing } from '../python/things.js';
import { dumpYaml } from '../yaml/dump.js';
import { filter, type FilterFamily } from './definition.js';

/** The mapping that holds the last key of a path; missing ones on the way are made. */
function holder(value: Thing, path: string, delimiter: string): [Map<Thing, Thing>, string] {
  const steps = path.split(delimiter);
  const last = steps.pop() as string;
  let at: Thing = value;
  for (const step of steps) {
    if (!(at instanceof Map)) return typeError(`${typeNameOf(at)} object at ${path} has no keys`);
    const next: Thing | undefined = getItem(at, step);
    const inner: Thing = next instanceof Map ? next : new Map<Thing, Thing>();
    if (inner !== next) at.set(step, inner);
    at = inner;
  }
  return at instanceof Map ? [at, last] : typeError(`${typeNameOf(at)} object at ${path} has no keys`);
}

function changing(
  doc: string,
  change: (owner: Map<Thing, Thing>, key: string, value: Thing, engine: Engine) => void,
): FilterFamily[string] {
  return filter(
    doc,
    { keys: required, value: required, delimiter: ':', ordered_dict: false },
    (target, args, engine) => {
      const [owner, key] = holder(target, textOf(args.keys), textOf(args.delimiter));
      change(owner, key, args.value, engine);
      return target;
    },
  );
}

function mappingOf(value: Thing): Map<Thing, Thing> {
  return value instanceof Map ? value : typeError(`a ${typeNameOf(value)} object has no items`);
}

function listAt(owner: Map<Thing, Thing>, key: string): Thing[] {
  const list = owner.get(key) ?? [];
  if (!Array.isArray(list)) return typeError(`the value of ${key} is a ${typeNameOf(list)}, not a list`);
  owner.set(key, list);
  return list;
}

/** What changes a mapping in its place, and shows one. */
export const saltMappingFilters: FilterFamily = {
  set_dict_key_value: changing(
    'Sets what stands at a path; missing mappings are made.',
    (owner, key, value) => void owner.set(key, value),
  ),
  append_dict_key_value: changing(
    'Appends to the list at a path.',
    (owner, key, value) => void listAt(owner, key).push(value),
  ),
  extend_dict_key_value: changing('Extends the list at a path.', (owner, key, value, engine) => {
    for (const item of listOf(value, engine.budget)) listAt(owner, key).push(item);
  }),
  update_dict_key_value: changing('Updates the mapping at a path.', (owner, key, value) => {
    const known = owner.get(key) ?? new Map<Thing, Thing>();
    if (!(known instanceof Map)) return typeError(`the value of ${key} is a ${typeNameOf(known)}, not a dict`);
    const map = known;
    owner.set(key, map);
    for (const [name, item] of entriesOf(value)) setItem(map, findKey(map, name) ?? name, item);
  }),
  dict_to_sls_yaml_params: filter(
    'A mapping as YAML arguments of a state: a list of one-key mappings.',
    { flow_style: false },
    (value, args) =>
      dumpYaml(
        [...(toValue(mappingOf(value), 'yaml') as ValueMap)].map((entry) => new Map([entry])),
        { flow: truthy(args.flow_style), sort: true },
      ).trim(),
  ),
};
