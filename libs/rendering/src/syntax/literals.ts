import { float, int, type Value } from '@fleet/values';

const simpleEscapes: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** A string literal's text without its quotes, escapes resolved as Python does: an unknown escape keeps its backslash (`'\d'`). */
export function unescapeString(body: string): string {
  if (!body.includes('\\')) return body;
  return body.replace(
    /\\(?:([0-7]{1,3})|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g,
    (whole, octal?: string, hex?: string, short?: string, long?: string, single?: string) => {
      if (octal !== undefined) return String.fromCodePoint(parseInt(octal, 8));
      const digits = hex ?? short ?? long;
      if (digits !== undefined) return codePoint(digits);
      const known = simpleEscapes[single as string];
      if (known !== undefined) return known;
      if (single === 'N')
        throw new SyntaxError(
          'characters by their names (\\N{…}) are not supported: write the character, or \\u and its number',
        );
      if ('xuU'.includes(single as string)) throw new SyntaxError(`malformed escape \\${single} in a string`);
      return whole;
    },
  );
}

function codePoint(digits: string): string {
  const code = parseInt(digits, 16);
  if (code > 0x10ffff) throw new SyntaxError(`no character has the code \\U${digits}`);
  return String.fromCodePoint(code);
}

/** `1_000`, `0x1f`, `0b1`, `0o7`: exact, however many digits. */
export function parseInteger(text: string): Value {
  return int(BigInt(text.replaceAll('_', '').replace(/^0+(?=\d)/, '')));
}

export function parseFloatLiteral(text: string): Value {
  return float(Number(text.replaceAll('_', '')));
}
