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
  if (pattern.length > maxPattern)
    throw new PythonError('regex', `a regular expression of more than ${maxPattern} characters`);
  const flags = (options.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (options.multiline ? RE2JS.MULTILINE : 0);
  let compiled: RE2JS;
  try {
    // Python's `\Z` is RE2's `\z`.
    compiled = RE2JS.compile(pattern.replace(/(?<!\\)((?:\\\\)*)\\Z/g, '$1\\z'), flags);
  } catch (cause) {
    throw new PythonError(
      'regex',
      `malformed regular expression: ${(cause as Error).message}`,
      'Look-around and back references are not supported.',
    );
  }
  if (cache.size > 500) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

/** Every match replaced, `\1` and `\g<name>` standing for groups as in Python. `made` is asked about the length before it grows. */
export function replaceAll(regex: RE2JS, text: string, by: string, made: (length: number) => void): string {
  const parts = replacementParts(by);
  const matcher = regex.matcher(text);
  let result = '';
  let end = 0;
  while (matcher.find()) {
    result += text.slice(end, matcher.start());
    for (const part of parts) result += typeof part === 'string' ? part : groupOf(matcher, part.group);
    end = matcher.end();
    made(result.length);
  }
  return result + text.slice(end);
}

function groupOf(matcher: ReturnType<RE2JS['matcher']>, group: string): string {
  try {
    return matcher.group(/^\d+$/.test(group) ? Number(group) : group) ?? '';
  } catch {
    throw new PythonError('regex', `invalid group reference ${group}`);
  }
}

const replacementEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
]);

function replacementParts(by: string): (string | { readonly group: string })[] {
  const parts: (string | { readonly group: string })[] = [];
  let end = 0;
  for (const found of by.matchAll(/\\(?:g<([^>]+)>|([1-9]\d?)|([\s\S]))/g)) {
    parts.push(by.slice(end, found.index));
    const group = found[1] ?? found[2];
    if (group !== undefined) parts.push({ group });
    else parts.push(replacementEscapes.get(found[3] as string) ?? found[0]);
    end = found.index + found[0].length;
  }
  return [...parts, by.slice(end)];
}

/** The groups of the first match, `null` for one that took no part; `undefined` where nothing matches. */
export function matchGroups(regex: RE2JS, text: string, anchored: boolean): (string | null)[] | undefined {
  const matcher = regex.matcher(text);
  if (!(anchored ? matcher.lookingAt() : matcher.find())) return undefined;
  return Array.from({ length: matcher.groupCount() }, (_, index) => matcher.group(index + 1) ?? null);
}
