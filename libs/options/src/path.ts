import type { Value } from '@fleet/values';
import { OptionsRefused, type OptionPath } from './definition.js';

/**
 * `server:ports:0`, or a list of steps where a key has a colon in it.
 * @throws OptionsRefused for what is no path
 */
export function optionPath(given: Value): OptionPath {
  if (typeof given === 'string') return given === '' ? [] : given.split(':');
  if (typeof given === 'number' || typeof given === 'bigint') return [String(given)];
  if (Array.isArray(given) && given.every((step) => ['string', 'number', 'bigint', 'boolean'].includes(typeof step)))
    return given;
  throw new OptionsRefused('a path is a text such as server:port, or a list of its steps');
}

export function pathText(path: OptionPath): string {
  return path.map(String).join(':');
}
