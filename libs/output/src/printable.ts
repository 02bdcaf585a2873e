/**
 * Text of a minion as a terminal may see it: escape sequences, other control characters and those that turn the direction of writing round (Unicode's
 * Bidi_Control) are shown, not obeyed. Line ends and tabs stay.
 */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (character) => {
      const code = character.charCodeAt(0).toString(16);
      return code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`;
    },
  );
}

/** JSON that says the same, with escapes in the place of what a terminal obeys: JSON itself demands that only below the blank. */
export function printableJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The beginning of a text that may have many lines. */
export function inOneLine(text: string, longest: number): string {
  const [first = '', ...more] = printable(text).trim().split('\n');
  const cut = [...first].slice(0, longest).join('');
  return cut === first && more.length === 0 ? first : `${cut.trimEnd()} …`;
}
