import { compileAnyPattern, Pattern } from '@fleet/rendering';
import { parseReplacement, type PatternFlags, type ReplacementPart } from '@fleet/values';

/** Python's flags by their names; what makes no difference for texts is there, too. */
const flagNames: ReadonlyMap<string, keyof PatternFlags | undefined> = new Map([
  ['IGNORECASE', 'ignoreCase'],
  ['I', 'ignoreCase'],
  ['MULTILINE', 'multiline'],
  ['M', 'multiline'],
  ['DOTALL', 'dotAll'],
  ['S', 'dotAll'],
  ['VERBOSE', 'verbose'],
  ['X', 'verbose'],
  ['ASCII', 'ascii'],
  ['A', 'ascii'],
  ['UNICODE', undefined],
  ['U', undefined],
]);
/** And by their bits. */
const flagBits: readonly [bit: number, flag: keyof PatternFlags | undefined][] = [
  [2, 'ignoreCase'],
  [8, 'multiline'],
  [16, 'dotAll'],
  [32, undefined],
  [64, 'verbose'],
  [256, 'ascii'],
];

/** A Python pattern, or a sentence why it is none. `flags` are Python's names, or numbers that hold their bits. */
export function compilePattern(
  pattern: string,
  flags: readonly string[] = ['MULTILINE'],
  preset: PatternFlags = {},
): Pattern | string {
  const read = readFlags(flags);
  if (typeof read === 'string') return read;
  const compiled = compileAnyPattern(pattern, { ...preset, ...read });
  if (compiled instanceof Pattern) return compiled;
  return `${pattern} is not a regular expression, at ${compiled.offset + 1}: ${compiled.problem}`;
}

function readFlags(flags: readonly string[]): PatternFlags | string {
  const found: Partial<Record<keyof PatternFlags, true>> = {};
  for (const flag of flags) {
    const set: (keyof PatternFlags | undefined)[] = [];
    if (/^[0-9]+$/.test(flag)) {
      let rest = Number(flag);
      for (const [bit, name] of flagBits) {
        if ((rest & bit) === 0) continue;
        set.push(name);
        rest -= bit;
      }
      if (rest !== 0) return `the flags ${flag} are none of Python's`;
    } else if (flagNames.has(flag.toUpperCase())) set.push(flagNames.get(flag.toUpperCase()));
    else return `the flag ${flag} is not known; there are IGNORECASE, MULTILINE, DOTALL, VERBOSE and ASCII`;
    for (const name of set) if (name !== undefined) found[name] = true;
  }
  return found;
}

/** The parts of a replacement, or a sentence why it is none, or none for this pattern. */
export function compileReplacement(replacement: string, pattern: Pattern): readonly ReplacementPart[] | string {
  const parts = parseReplacement(replacement);
  if ('problem' in parts) return `${replacement} is not a replacement: ${parts.problem}`;
  const missing = pattern.missingGroup(parts);
  return missing === undefined ? parts : `${replacement} names the group ${missing}, which the pattern does not have`;
}
