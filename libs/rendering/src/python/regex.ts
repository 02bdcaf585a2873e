import { RE2JS } from 're2js';
import { PythonError } from './things.js';

/** How long a pattern may be; compiled programs grow with it. */
const maxPattern = 2000;
const cache = new Map<string, RE2JS>();

/**
 * A Python regular expression, matched in time linear in the text, whatever the pattern. Look-around and back references do
 * not exist in that world: they are refused.
 */
export function compileRegex(pattern: string, options: { ignoreCase?: boolean; multiline?: boolean } = {}): RE2JS {
  const key = `${options.ignoreCase ? 'i' : ''}${options.multiline ? 'm' : ''}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  if (pattern.length > maxPattern) throw new PythonError('regex', `a regular expression of more than ${maxPattern} characters`);
  const flags = (options.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (options.multiline ? RE2JS.MULTILINE : 0);
  let compiled: RE2JS;
  try {
    // Python's `\Z` is RE2's `\z`.
    compiled = RE2JS.compile(pattern.replace(/(?<!\\)((?:\\\\)*)\\Z/g, '$1\\z'), flags);
  } catch (cause) {
    throw new PythonError('regex', `malformed regular expression: ${(cause as Error).message}`, 'Look-around and back references are not supported.');
  }
  if (cache.size > 500) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

/** `\1` and `\g<name>` of Python's replacement strings, as re2js writes them. */
export function replacementOf(python: string): string {
  return python.replace(/\\(?:g<([^>]+)>|(\d{1,2})|([\s\S]))|[$]/g, (whole, name?: string, index?: string, other?: string) => {
    if (whole === '$') return '\\$';
    const group = name ?? index;
    if (group !== undefined) return `\${${group}}`;
    if (other === 'n') return '\n';
    if (other === 't') return '\t';
    return other === '\\' ? '\\\\' : `\\\\${other as string}`;
  });
}

/** The groups of the first match, `null` for one that took no part; `undefined` where nothing matches. */
export function matchGroups(regex: RE2JS, text: string, anchored: boolean): (string | null)[] | undefined {
  const matcher = regex.matcher(text);
  if (!(anchored ? matcher.lookingAt() : matcher.find())) return undefined;
  return Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1) ?? null);
}
