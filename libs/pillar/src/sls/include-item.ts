import { isMap, type Value, type ValueMap } from '@fleet/values';

/** An item of `include` as it is written. */
export interface IncludeItem {
  /** May be relative and a glob; dots, no slashes. */
  readonly name: string;
  /** Steps of the path under which the included data goes. */
  readonly key: readonly string[];
  /** Further names for the templates. Absent where the item is a plain name, which takes those that hold around it. */
  readonly defaults?: ValueMap;
}

/** What an item of `include` means: `a.b`, `.b`, or `{a.b: {key: …, defaults: …}}`. */
export function readInclude(item: Value): IncludeItem | { readonly malformed: string } {
  if (typeof item === 'string') return named(item, {});
  const [name, options] = isMap(item) && item.size === 1 ? ([...item][0] as [Value, Value]) : [undefined, null];
  if (typeof name !== 'string' || !(options === null || isMap(options)))
    return { malformed: 'an include is an SLS name, or one SLS name with a mapping of key and defaults' };
  for (const option of options?.keys() ?? [])
    if (option !== 'key' && option !== 'defaults')
      return { malformed: `an include knows key and defaults, not ${String(option)}` };
  const key = options?.get('key') ?? null;
  const defaults = options?.get('defaults') ?? null;
  if (key !== null && (typeof key !== 'string' || key === ''))
    return { malformed: 'the key of an include must be text' };
  if (defaults !== null && !isMap(defaults)) return { malformed: 'the defaults of an include must be a mapping' };
  return named(name, { defaults: defaults ?? new Map(), ...(key !== null && { key: key.split(':') }) });
}

function named(
  name: string,
  options: { readonly key?: readonly string[]; readonly defaults?: ValueMap },
): IncludeItem | { readonly malformed: string } {
  if (name.replace(/^\.+/, '') === '') return { malformed: 'an include is empty' };
  return { name: name.replaceAll('/', '.'), key: [], ...options };
}

/**
 * The full name of a relative one: `.b` lies beside the including file, each further dot one directory up; `undefined` where that leads out
 * of the tree. A name that is not relative is its own.
 */
export function resolveName(name: string, from: { readonly sls: string; readonly path: string }): string | undefined {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  const parts = from.sls.split('.');
  if (from.path.endsWith('/init.sls')) parts.push('init');
  if (dots > parts.length) return undefined;
  return [...parts.slice(0, parts.length - dots), name.slice(dots)].join('.');
}
