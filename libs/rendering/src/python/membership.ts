import { findKey, same } from './compare.js';
import { iterateIfPossible } from './objects.js';
import { Markup, plain } from './markup.js';
import { TemplateObject, typeError, typeNameOf, Undefined, type Thing } from './things.js';

/** Python's `needle in hay`. */
export function contains(hay: Thing, needle: Thing): boolean {
  if (hay instanceof Markup || needle instanceof Markup) return contains(plain(hay), plain(needle));
  if (typeof hay === 'string') {
    if (typeof needle === 'string') return hay.includes(needle);
    if (needle instanceof Undefined) throw needle.failure();
    return typeError(`'in <string>' requires string as left operand, not ${typeNameOf(needle)}`);
  }
  if (hay instanceof Map) return findKey(hay, needle) !== undefined;
  if (hay instanceof Undefined) throw hay.failure();
  const known = hay instanceof TemplateObject ? hay.contains(needle) : undefined;
  if (known !== undefined) return known;
  const items = iterateIfPossible(hay);
  if (!items) return typeError(`argument of type '${typeNameOf(hay)}' is not iterable`);
  for (const item of items) if (same(item, needle)) return true;
  return false;
}
