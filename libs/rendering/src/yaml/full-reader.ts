import { Malformed } from './malformed.js';
import { parse, type Parsed } from './parser.js';
import { scan } from './scanner.js';

export type Read = Parsed & { readonly complaint?: Malformed };

/** What YAML 1.1 lets stand in a text; anything else comes from a broken file or a value that is no text. */
const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** Reads any YAML as libyaml does. */
export function readFully(text: string): Read {
  try {
    const odd = unprintable.exec(text);
    if (odd)
      throw new Malformed(
        'character',
        `a character that YAML does not know: ${nameOf(odd[0])}`,
        odd.index,
        'In double quotes it can be written as \\x00 or \\u0000 with its code.',
      );
    return parse(scan(text));
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return { root: null, complaint: error };
  }
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, '0')}`;
}
