/** A regular expression in RE2's syntax, or what is wrong with it and where (0-based offset). */
export type Translated = { readonly pattern: string } | { readonly malformed: string; readonly at: number };

/** Longer ones are no patterns that anybody reads; compiled programs grow with them. */
const longest = 2_000;

/**
 * Python's syntax of regular expressions in RE2's. What differs only in spelling is spelt anew; what RE2 has no linear-time answer for
 * is refused, and so is what RE2 reads and Python does not.
 */
export function translatePattern(source: string): Translated {
  if (source.length > longest) return { malformed: `it is longer than ${longest} characters`, at: longest };
  let pattern = '';
  let at = 0;
  while (at < source.length) {
    const piece =
      source[at] === '\\'
        ? escape(source, at)
        : source[at] === '['
          ? characterSet(source, at)
          : source.startsWith('(?', at)
            ? extension(source, at)
            : source[at] === '{'
              ? repetition(source, at)
              : { text: source[at] as string, end: at + 1 };
    if ('malformed' in piece) return { malformed: piece.malformed, at: piece.at ?? at };
    pattern += piece.text;
    at = piece.end;
  }
  return { pattern };
}

type Piece =
  { readonly text: string; readonly end: number } | { readonly malformed: string; readonly at?: number | undefined };

/** Python's classes know all of Unicode, RE2's know ASCII. `inSet` is how they are written between brackets. */
const classes: Readonly<Record<string, { readonly alone: string; readonly inSet: string }>> = {
  d: { alone: '\\p{Nd}', inSet: '\\p{Nd}' },
  D: { alone: '\\P{Nd}', inSet: '\\P{Nd}' },
  w: { alone: '[\\p{L}\\p{N}_]', inSet: '\\p{L}\\p{N}_' },
  W: { alone: '[^\\p{L}\\p{N}_]', inSet: '\\W' },
  s: { alone: '[\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}]', inSet: '\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}' },
  S: { alone: '[^\\s\\v\\x1c-\\x1f\\x{85}\\p{Z}]', inSet: '\\S' },
};

function escape(source: string, at: number, inSet = false): Piece {
  const next = source[at + 1];
  if (next === undefined) return { malformed: 'a lone backslash at the end' };
  const known = classes[next];
  if (known) return { text: inSet ? known.inSet : known.alone, end: at + 2 };
  if (next === 'b' && inSet) return { text: '\\x08', end: at + 2 };
  if ('bBA'.includes(next) && !inSet) return { text: `\\${next}`, end: at + 2 };
  if (next === 'Z' && !inSet) return { text: '\\z', end: at + 2 };
  if ('afnrtv'.includes(next)) return { text: `\\${next}`, end: at + 2 };
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(0[0-7]{0,2}|[0-3][0-7]{2}))/.exec(
    source.slice(at, at + 10),
  );
  if (code) {
    const [all, two, four, eight, octal] = code;
    const point = octal === undefined ? Number.parseInt(two ?? four ?? eight ?? '', 16) : Number.parseInt(octal, 8);
    return { text: `\\x{${point.toString(16)}}`, end: at + all.length };
  }
  if (/[0-9]/.test(next)) return { malformed: `there are no back references (\\${next})` };
  if (/[A-Za-z]/.test(next)) return { malformed: `\\${next} means nothing` };
  return { text: /[\x20-\x7e]/.test(next) ? `\\${next}` : next, end: at + 2 };
}

function characterSet(source: string, open: number): Piece {
  let text = '[';
  let at = open + 1;
  if (source[at] === '^') {
    text += '^';
    at += 1;
  }
  const first = at;
  while (at < source.length) {
    const character = source[at] as string;
    // A bracket right after the opening one is a member of the set, not its end.
    if (character === ']' && at > first) return { text: `${text}]`, end: at + 1 };
    if (character === '\\') {
      const piece = escape(source, at, true);
      if ('malformed' in piece) return { malformed: piece.malformed, at };
      text += piece.text;
      at = piece.end;
    } else {
      text += '[]'.includes(character) ? `\\${character}` : character;
      at += 1;
    }
  }
  return { malformed: 'this set of characters is never closed' };
}

const lookArounds = ['(?=', '(?!', '(?<=', '(?<!'];

function extension(source: string, at: number): Piece {
  const rest = source.slice(at);
  const kept = /^\(\?(?::|P<[A-Za-z_][A-Za-z0-9_]*>)/.exec(rest)?.[0];
  if (kept !== undefined) return { text: kept, end: at + kept.length };
  if (lookArounds.some((start) => rest.startsWith(start))) return { malformed: 'there is no look-around' };
  if (rest.startsWith('(?P=')) return { malformed: 'there are no back references' };
  if (rest.startsWith('(?>')) return { malformed: 'there are no atomic groups' };
  if (rest.startsWith('(?(')) return { malformed: 'there are no conditional groups' };
  if (rest.startsWith('(?#')) {
    const end = rest.indexOf(')');
    return end < 0 ? { malformed: 'this comment is never closed' } : { text: '', end: at + end + 1 };
  }
  const flags = /^\(\?([aimsu]*)(-[ims]+)?([:)])/.exec(rest);
  if (!flags) return { malformed: `${rest.slice(0, 4)} begins nothing` };
  const [all, on = '', off = '', close = ''] = flags;
  if (close === ')' && (at > 0 || off !== '' || on === ''))
    return { malformed: 'flags for the whole pattern stand at its beginning' };
  // Those left out are the default.
  const needed = on.replace(/[au]/g, '');
  if (close === ')') return { text: needed === '' ? '' : `(?${needed})`, end: at + all.length };
  return { text: `(?${needed}${off}:`, end: at + all.length };
}

/** `{2}`, `{2,}`, `{2,5}`, `{,5}`; any other brace is only a brace. */
function repetition(source: string, at: number): Piece {
  const [all, least, upTo] = /^\{([0-9]*)(,[0-9]*)?\}/.exec(source.slice(at)) ?? [];
  if (all === undefined || all === '{}') return { text: '\\{', end: at + 1 };
  return { text: least === '' ? `{0${upTo}}` : all, end: at + all.length };
}
