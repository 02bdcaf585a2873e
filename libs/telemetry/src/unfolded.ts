/** A text without its line breaks. */
export interface Unfolded {
  readonly flat: string;
  /** Where a character of `flat` stands in the text. */
  readonly placeOf: (index: number) => number;
}

/** The text as one line. */
export interface Lineless {
  /** Two where lines may begin with the signs of a diff, which may as well be letters of a code. */
  readonly codes: readonly Unfolded[];
  /** Without any space. */
  readonly dense: Unfolded;
}

/** `undefined` for a text of one line. */
export function unfolded(text: string): Lineless | undefined {
  if (!/[\n\r]|\\[nr]/.test(text)) return undefined;
  const signs = /(?:[\n\r]|\\[nr])[+-]/.test(text);
  const codes = [without(text, { signs: false, spaces: false })];
  if (signs) codes.push(without(text, { signs: true, spaces: false }));
  return { codes, dense: without(text, { signs, spaces: true }) };
}

/** Without line breaks and the space behind each; they may be written as JSON writes them, or follow a backslash. */
function without(text: string, leave: { readonly signs: boolean; readonly spaces: boolean }): Unfolded {
  const units = new Uint16Array(text.length);
  const places = new Uint32Array(text.length);
  let length = 0;
  for (let at = 0; at < text.length;) {
    const end = endOfBreak(text, at);
    if (end > at) {
      at = end;
      if (leave.signs && isSign(text.charCodeAt(at))) at += 1;
      while (isSpace(text.charCodeAt(at))) at += 1;
      continue;
    }
    const unit = text.charCodeAt(at);
    if (!leave.spaces || !isSpace(unit)) {
      units[length] = unit;
      places[length] = at;
      length += 1;
    }
    at += 1;
  }
  return {
    flat: Buffer.from(units.buffer, 0, length * 2).toString('utf16le'),
    placeOf: (index) => places[index] as number,
  };
}

/** `at` itself where no break begins there. */
function endOfBreak(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (isBreak(unit)) return at + 1;
  if (unit !== backslash) return at;
  let next = at + 1;
  // Escaped once or twice more.
  while (next < at + 4 && text.charCodeAt(next) === backslash) next += 1;
  const after = text.charCodeAt(next);
  return isBreak(after) || after === 0x6e || after === 0x72 ? next + 1 : at;
}

const backslash = 0x5c;
const isBreak = (unit: number): boolean => unit === 0x0a || unit === 0x0d;
const isSpace = (unit: number): boolean => unit === 0x20 || unit === 0x09;
const isSign = (unit: number): boolean => unit === 0x2b || unit === 0x2d;
