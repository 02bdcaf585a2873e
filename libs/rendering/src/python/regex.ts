import { parseReplacement, type PatternFlags } from '@fleet/values';
import { compilePattern } from './linear-pattern.js';
import type { Pattern } from './pattern.js';
import { PythonError } from './things.js';

/**
 * The pattern of a filter or test.
 * @throws PythonError where it is none, or none that can be matched in bounded time
 */
export function compileRegex(pattern: string, flags: PatternFlags = {}): Pattern {
  const compiled = compilePattern(pattern, flags);
  if (!('problem' in compiled)) return compiled;
  const shown = pattern.length > 60 ? `${pattern.slice(0, 60)}…` : pattern;
  throw new PythonError(
    'regex',
    `malformed regular expression ${JSON.stringify(shown)}, at ${compiled.offset + 1}: ${compiled.problem}`,
    'Look-around and back references are not supported: match more with groups, and put back what should stay.',
  );
}

/** Every match replaced, `\1` and `\g<name>` standing for groups as in Python. `made` is asked about the length before it grows. */
export function replaceAll(pattern: Pattern, text: string, by: string, made: (length: number) => void): string {
  const parts = parseReplacement(by);
  if ('problem' in parts) throw new PythonError('regex', `malformed replacement: ${parts.problem}`);
  const missing = pattern.missingGroup(parts);
  if (missing !== undefined) throw new PythonError('regex', `invalid group reference ${missing}`);
  return pattern.replace(text, parts, { made }).text;
}

/** The groups of the first match, `null` for one that took no part; `undefined` where nothing matches. */
export function matchGroups(pattern: Pattern, text: string, anchored: boolean): (string | null)[] | undefined {
  return (anchored ? pattern.match(text) : pattern.search(text))?.groups.slice(1);
}
