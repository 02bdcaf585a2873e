/** What of Python's flags can be said here: `IGNORECASE`, `MULTILINE`, `DOTALL`. */
const flagLetters: Readonly<Record<string, string>> = {
  IGNORECASE: 'i',
  I: 'i',
  MULTILINE: 'm',
  M: 'm',
  DOTALL: 's',
  S: 's',
};

/** A Python pattern as a JavaScript one, or a sentence why it is none. `flags` are Python's names; numbers are Python's bits. */
export function compilePattern(pattern: string, flags: readonly string[] = ['MULTILINE']): RegExp | string {
  let letters = 'g';
  for (const flag of flags) {
    const names = /^[0-9]+$/.test(flag) ? fromBits(Number(flag)) : [flag.toUpperCase()];
    for (const name of names) {
      const letter = flagLetters[name];
      if (letter === undefined) return `the flag ${flag} is not known; there are IGNORECASE, MULTILINE and DOTALL`;
      if (!letters.includes(letter)) letters += letter;
    }
  }
  const leading = /^\(\?([ims]+)\)/.exec(pattern);
  for (const letter of leading?.[1] ?? '') if (!letters.includes(letter)) letters += letter;
  const body = pattern
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replace(/\(\?P=(\w+)\)/g, '\\k<$1>')
    .replace(/\\A/g, '(?<![\\s\\S])')
    .replace(/\\Z/g, '(?![\\s\\S])');
  try {
    return new RegExp(body, letters);
  } catch (cause) {
    return `${pattern} is not a regular expression: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
}

/** A text that stands for itself in a pattern. */
export function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Python's replacement (`\1`, `\g<name>`, `\n`) for one match. */
export function expandReplacement(
  replacement: string,
  groups: readonly (string | undefined)[],
  named: Readonly<Record<string, string>> | undefined,
): string {
  return replacement.replace(
    /\\(?:g<(\w+)>|([0-9]{1,2})|(n)|(t)|(\\))/g,
    (
      _whole,
      name: string | undefined,
      digit: string | undefined,
      newline: string | undefined,
      tab: string | undefined,
    ) => {
      if (name !== undefined) return (/^[0-9]+$/.test(name) ? groups[Number(name)] : named?.[name]) ?? '';
      if (digit !== undefined) return groups[Number(digit)] ?? '';
      if (newline !== undefined) return '\n';
      return tab === undefined ? '\\' : '\t';
    },
  );
}

function fromBits(bits: number): string[] {
  const names: string[] = [];
  if (bits & 2) names.push('IGNORECASE');
  if (bits & 8) names.push('MULTILINE');
  if (bits & 16) names.push('DOTALL');
  return names;
}
