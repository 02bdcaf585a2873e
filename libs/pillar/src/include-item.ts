import { isMap, type Value, type ValueMap } from '@fleet/values';

export interface Include {
  /** Full name; may be a glob. */
  readonly sls: string;
  /** Salt path under which the included data goes. */
  readonly key?: string;
  readonly defaults?: ValueMap;
}

/** What an item of `include` means: `a.b`, `.b` beside the including file, `..b` one directory further up, or `{a.b: {key: …, defaults: …}}`. */
export function readInclude(
  item: Value,
  from: { readonly sls: string; readonly path: string },
): Include | { readonly malformed: string } {
  if (typeof item === 'string') return resolve(item, from, {});
  const [name, options] = isMap(item) && item.size === 1 ? ([...item][0] as [Value, Value]) : [undefined, null];
  if (typeof name !== 'string' || !(options === null || isMap(options))) {
    return { malformed: 'an include is an SLS name, or one SLS name with a mapping of key and defaults' };
  }
  const rest = new Map(options ?? []);
  const key = rest.get('key') ?? null;
  const defaults = rest.get('defaults') ?? null;
  rest.delete('key');
  rest.delete('defaults');
  if (rest.size > 0) return { malformed: `an include knows key and defaults, not ${String([...rest.keys()][0])}` };
  if (key !== null && (typeof key !== 'string' || key === ''))
    return { malformed: 'the key of an include must be text' };
  if (defaults !== null && !isMap(defaults)) return { malformed: 'the defaults of an include must be a mapping' };
  return resolve(name, from, { ...(key !== null && { key }), ...(defaults !== null && { defaults }) });
}

function resolve(
  name: string,
  from: { readonly sls: string; readonly path: string },
  options: Omit<Include, 'sls'>,
): Include | { malformed: string } {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  const rest = name.slice(dots).replaceAll('/', '.');
  if (rest === '') return { malformed: 'an include is empty' };
  if (dots === 0) return { sls: rest, ...options };
  const parts = from.sls.split('.');
  if (from.path.endsWith('/init.sls')) parts.push('init');
  if (dots > parts.length) return { malformed: `${name} leads out of the pillar tree` };
  return { sls: [...parts.slice(0, parts.length - dots), rest].join('.'), ...options };
}
