/** The classes of Python's escapes in the notation of RE2, for the inside of brackets: of all of Unicode, and of ASCII alone. */
const unicode = { w: '\\p{L}\\p{N}_', d: '\\p{Nd}', s: '\\t-\\r\\x1c-\\x1f\\x85\\p{Z}' } as const;
const ascii = { w: '0-9A-Za-z_', d: '0-9', s: '\\t-\\r ' } as const;

/** `\w`, `\D` and so on; `undefined` for other letters. */
export function classEscape(letter: string, isAscii: boolean, inBrackets: boolean): string | undefined {
  const name = letter.toLowerCase() as keyof typeof unicode;
  const members = (isAscii ? ascii : unicode)[name] as string | undefined;
  if (members === undefined) return undefined;
  const isNegated = letter !== name;
  if (!inBrackets) return `[${isNegated ? '^' : ''}${members}]`;
  if (!isNegated) return members;
  // RE2 has no class inside of a class: what is no digit can be said, the others only for ASCII.
  return name === 'd' && !isAscii ? '\\P{Nd}' : `\\${letter}`;
}

/** A character that stands for itself. */
export function literal(character: string): string {
  if (/[\\^$.|?*+()[\]{}\-&~#]/.test(character)) return `\\${character}`;
  const code = character.codePointAt(0) as number;
  return code < 0x20 || code === 0x7f ? `\\x{${code.toString(16)}}` : character;
}
