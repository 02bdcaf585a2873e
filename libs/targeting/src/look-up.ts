import { isList, isMap, type Value } from '@fleet/values';

/**
 * What lies at a path of keys, as targets follow it: `undefined` where a step is missing. A step into a list is an index, or a key of
 * one of its mappings; a step that YAML reads as a number, a boolean or nothing finds keys of that kind too.
 */
export function lookUp(data: Value, steps: readonly string[]): Value | undefined {
  let at: Value | undefined = data;
  for (const step of steps) {
    at = isMap(at) ? (at.get(step) ?? fromOtherKeys(at, step)) : isList(at) ? intoList(at, step) : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}

function fromOtherKeys(mapping: Map<Value, Value>, step: string): Value | undefined {
  // A key that is there and holds nothing is there.
  if (mapping.has(step)) return mapping.get(step);
  const read = readKey(step);
  return read === undefined ? undefined : mapping.get(read);
}

function readKey(step: string): Value | undefined {
  if (/^[-+]?(0|[1-9][0-9]{0,14})$/.test(step)) return Number(step);
  if (/^(true|yes|on)$/i.test(step)) return true;
  if (/^(false|no|off)$/i.test(step)) return false;
  return /^(null|~)$/i.test(step) ? null : undefined;
}

function intoList(list: readonly Value[], step: string): Value | undefined {
  const index = /^\s*[-+]?[0-9]{1,15}\s*$/.test(step) ? Number(step) : undefined;
  const key = index ?? step;
  for (const member of list) if (isMap(member) && member.has(key)) return member.get(key);
  return index === undefined ? undefined : list.at(index);
}
