import { isMap, type Value } from '@fleet/values';

/** What a reference names: a module with an ID or name, `id` with either, or `sls`. */
export interface Named {
  readonly what: string;
  readonly target: string;
  /** Further keys of the same item. Salt heeds the first alone. */
  readonly unheeded?: readonly string[];
}

/** `file: /etc/x`, `sls: web`, `id: x`, or a bare ID. `empty`: it names nothing, and Salt passes over it. */
export function readReference(item: Value): Named | 'empty' | { readonly malformed: string; readonly detail?: string } {
  if (typeof item === 'string' && item !== '') return { what: 'id', target: item };
  if (!isMap(item)) return { malformed: Array.isArray(item) ? 'a list' : `${String(item)}, which is no reference` };
  const [first, ...others] = item;
  if (!first) return { malformed: 'an empty mapping' };
  const [what, target] = first;
  if (typeof what !== 'string') return { malformed: `${String(what)}, which is no module` };
  if (what.includes('.'))
    return {
      malformed: `${what}, with a function`,
      detail: `A reference names the module alone: write "${what.split('.')[0]}: …".`,
    };
  if (target === null || target === undefined) return 'empty';
  return typeof target === 'string' && target !== '' && what !== ''
    ? { what, target, ...(others.length > 0 && { unheeded: others.map(([key]) => String(key)) }) }
    : { malformed: `${what} with something that is not text` };
}
