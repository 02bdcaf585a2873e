/** A text in double quotes on one line, everything beyond printable ASCII escaped, as PyYAML's emitter does it. */
export function doubleQuoted(text: string, allowUnicode = false): string {
  return `"${escapeDouble(text, allowUnicode)}"`;
}

export function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "''").replace(/\n+/g, (breaks) => `${breaks}\n`)}'`;
}

const escapes: Record<string, string> = {
  '\0': '0',
  '\x07': 'a',
  '\b': 'b',
  '\t': 't',
  '\n': 'n',
  '\v': 'v',
  '\f': 'f',
  '\r': 'r',
  '\x1b': 'e',
  '"': '"',
  '\\': '\\',
  '\x85': 'N',
  '\xa0': '_',
  '\u2028': 'L',
  '\u2029': 'P',
};

export function escapeDouble(text: string, allowUnicode: boolean): string {
  let result = '';
  for (const char of text) result += escapeCharacter(char, allowUnicode);
  return result;
}

export function escapeCharacter(char: string, allowUnicode: boolean): string {
  const short = escapes[char];
  if (short !== undefined) return `\\${short}`;
  const code = char.codePointAt(0) as number;
  if (code >= 0x20 && code <= 0x7e) return char;
  if (allowUnicode && isPrintable(code)) return char;
  if (code <= 0xff) return `\\x${code.toString(16).toUpperCase().padStart(2, '0')}`;
  if (code <= 0xffff) return `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return `\\U${code.toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Characters that YAML counts as printable beyond ASCII; the byte order mark is not one of them. */
export function isPrintable(code: number): boolean {
  return (
    (code >= 0xa0 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff) ||
    (code >= 0x10000 && code <= 0x10ffff)
  );
}
