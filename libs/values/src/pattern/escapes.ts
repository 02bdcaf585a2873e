const controls: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);
const digits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/**
 * The character that a backslash and what follows it at `at` mean in Python, and where the text goes on; `undefined` where it is
 * no single character. `inBrackets`: there are no groups to refer to.
 */
export function characterEscape(
  text: string,
  at: number,
  inBrackets: boolean,
): { readonly character: string; readonly end: number } | undefined {
  const letter = text[at + 1] ?? '';
  const control = controls.get(letter) ?? (inBrackets && letter === 'b' ? '\b' : undefined);
  if (control !== undefined) return { character: control, end: at + 2 };
  const length = digits.get(letter);
  if (length !== undefined) {
    const written = text.slice(at + 2, at + 2 + length);
    if (written.length < length || !/^[0-9a-fA-F]+$/.test(written) || parseInt(written, 16) > 0x10ffff)
      return undefined;
    return { character: String.fromCodePoint(parseInt(written, 16)), end: at + 2 + length };
  }
  const octal = (inBrackets ? /^[0-7]{1,3}/ : /^(?:0[0-7]{0,2}|[1-3][0-7]{2})/).exec(text.slice(at + 1, at + 4))?.[0];
  if (octal !== undefined && parseInt(octal, 8) <= 0o377)
    return { character: String.fromCharCode(parseInt(octal, 8)), end: at + 1 + octal.length };
  // Python reserves the escapes of letters and digits that mean nothing.
  if (letter === '' || /^[0-9A-Za-z]$/.test(letter)) return undefined;
  const character = String.fromCodePoint(text.codePointAt(at + 1) as number);
  return { character, end: at + 1 + character.length };
}
