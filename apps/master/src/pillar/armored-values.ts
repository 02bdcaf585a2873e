/** An armored age file inside a text, such as a pillar file. */
export interface ArmoredValue {
  /** Without the indent that it has in the text. */
  readonly armored: string;
  /** The line that it begins in, from 1. */
  readonly line: number;
  /** The keys that it stands below, outermost first; empty where it stands alone. */
  readonly path: readonly string[];
}

const block = /-----BEGIN AGE ENCRYPTED FILE-----[\s\S]*?-----END AGE ENCRYPTED FILE-----/g;

/** Every armored age file of a text, in its order. A pillar file is read as a text, not as YAML: it may be a template. */
export function armoredValues(text: string): readonly ArmoredValue[] {
  return [...text.matchAll(block)].map((match) => {
    const before = text.slice(0, match.index).split('\n');
    return {
      armored: `${match[0].replace(/^[ \t]+/gm, '')}\n`,
      line: before.length,
      path: pathOf(before),
    };
  });
}

/** Reads upwards: each key that stands further left than what was found so far is one level of the path. */
function pathOf(before: readonly string[]): string[] {
  const path: string[] = [];
  const own = before.at(-1) ?? '';
  let limit = own.trim() === '' ? own.length : own.length + 1;
  for (const row of before.toReversed()) {
    const [, indent = '', dashes = '', , key] =
      /^( *)((?:- +)*)(?:(['"]?)([^#{\s'"-][^'"]*?)\3:(?=\s|$))?/.exec(row) ?? [];
    const column = indent.length + dashes.length;
    if (key !== undefined && column < limit) {
      path.unshift(key);
      limit = column;
    }
    // The key of a list may stand as far left as the dashes of its items.
    if (dashes !== '' && indent.length < limit) limit = indent.length + 1;
  }
  return path;
}
