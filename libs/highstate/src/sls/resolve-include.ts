import { isMap, type Value } from '@fleet/values';
import type { SlsFile, WantedSls } from '../representations.js';

/**
 * What an item of `include` means: `a.b` as it stands, `.b` beside the including file, `..b` one directory further up, and
 * `{environment: name}` in another environment.
 */
export function resolveInclude(
  item: Value,
  from: Pick<SlsFile, 'sls' | 'path' | 'environment'>,
): WantedSls | { malformed: string } {
  if (typeof item === 'string') return resolveName(item, from.environment, from);
  if (isMap(item) && item.size === 1) {
    const [environment, name] = [...item][0] as [Value, Value];
    if (typeof environment === 'string' && typeof name === 'string') return resolveName(name, environment, from);
  }
  return { malformed: 'an include is an SLS name, or one environment with an SLS name' };
}

function resolveName(
  name: string,
  environment: string,
  from: Pick<SlsFile, 'sls' | 'path'>,
): WantedSls | { malformed: string } {
  const dots = /^\.+/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name === '' ? { malformed: 'an include is empty' } : { environment, sls: name };
  const parts = from.sls.split('.');
  if (from.path.endsWith('/init.sls')) parts.push('init');
  if (dots > parts.length) return { malformed: `${name} leads out of the state tree` };
  return {
    environment,
    sls: [...parts.slice(0, parts.length - dots), name.slice(dots)].filter((part) => part !== '').join('.'),
  };
}
