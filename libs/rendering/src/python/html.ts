import { PythonError } from './things.js';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => entities[char] as string);
}

/** Names of the characters from U+00A0 to U+00FF: those that HTML also knows without a semicolon. */
const latin =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const named = new Map([
  ...latin.split(' ').map((name, index) => [name, String.fromCodePoint(0xa0 + index)] as const),
  ...['amp&', 'AMP&', 'lt<', 'LT<', 'gt>', 'GT>', 'quot"', 'QUOT"', 'COPY©', 'REG®'].map(
    (row) => [row.slice(0, -1), row.slice(-1)] as const,
  ),
]);
/** Names that need their semicolon. */
const closed = new Map(
  "apos' euro€ hellip… ndash– mdash— lsquo‘ rsquo’ ldquo“ rdquo” bull• larr← rarr→ trade™ ensp\u2002 emsp\u2003"
    .split(' ')
    .map((row) => [row.slice(0, -1), row.slice(-1)] as const),
);

/**
 * Python's `html.unescape`, with the names that occur in practice.
 * @throws PythonError for other names: whether HTML has them is not known here
 */
export function unescapeHtml(text: string): string {
  return text.replace(/&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)/g, (whole, reference: string) =>
    reference.startsWith('#') ? characterOf(reference) : (nameOf(reference) ?? whole),
  );
}

function characterOf(reference: string): string {
  const digits = reference.replace(/^#[xX]?|;$/g, '');
  const code = parseInt(digits, /^#[xX]/.test(reference) ? 16 : 10);
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return '\ufffd';
  // Browsers, and Python, read these numbers as the Windows character set has them.
  if (code >= 0x80 && code <= 0x9f) return new TextDecoder('windows-1252').decode(Uint8Array.of(code));
  const isNoCharacter =
    (code < 0x20 && ![9, 10, 12, 13].includes(code)) ||
    code === 0x7f ||
    (code >= 0xfdd0 && code <= 0xfdef) ||
    (code & 0xfffe) === 0xfffe;
  return isNoCharacter ? '' : String.fromCodePoint(code);
}

function nameOf(reference: string): string | undefined {
  if (reference.endsWith(';')) {
    const name = reference.slice(0, -1);
    const found = named.get(name) ?? closed.get(name);
    if (found !== undefined) return found;
    if (/^[A-Za-z]\w*$/.test(name))
      throw new PythonError('refused', `the entity &${name}; is not supported`, 'Write the character itself.');
  }
  for (let length = reference.length; length > 1; length -= 1) {
    const found = named.get(reference.slice(0, length));
    if (found !== undefined) return found + reference.slice(length);
  }
  return undefined;
}
