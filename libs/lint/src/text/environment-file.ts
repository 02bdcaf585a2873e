/** One assignment of an environment file, as systemd reads it. */
export interface EnvironmentEntry {
  readonly key: string;
  readonly value: string;
  /** Line on which it begins, from 1. */
  readonly line: number;
  /** Some of the value stands in quotes. */
  readonly quoted: boolean;
  /** What is not in quotes; for each character behind a backslash, `_` stands in. */
  readonly bare: string;
}

export interface EnvironmentFile {
  readonly entries: readonly EnvironmentEntry[];
  /** Lines that systemd skips: no `=`, or no name of a variable before it. */
  readonly ignored: readonly { readonly line: number; readonly text: string }[];
  /** Where a quote opens that is never closed: the rest of the file is one value. */
  readonly unclosed?: number;
}

const blank = /\s/;

/**
 * Reads an `EnvironmentFile=` with systemd's own rules: comments only at the beginning of a line, quotes that may span lines, and a
 * backslash that takes the next character as it is.
 */
export function readEnvironmentFile(text: string): EnvironmentFile {
  const entries: EnvironmentEntry[] = [];
  const ignored: { line: number; text: string }[] = [];
  let at = 0;
  let line = 1;
  let unclosed: number | undefined;

  const take = (): string => {
    const character = text[at] as string;
    at += 1;
    if (character === '\n') line += 1;
    return character;
  };

  while (at < text.length) {
    const first = text[at] as string;
    if (blank.test(first)) {
      take();
      continue;
    }
    const begins = line;
    const end = text.indexOf('\n', at) === -1 ? text.length : text.indexOf('\n', at);
    const written = text.slice(at, end);
    if (first === '#' || first === ';') {
      comment();
      continue;
    }
    const equals = written.indexOf('=');
    const key = written.slice(0, Math.max(0, equals)).trimEnd();
    if (equals === -1) {
      ignored.push({ line, text: written.trimEnd() });
      at = end;
      continue;
    }
    at += equals + 1;
    const { value, quoted, bare } = readValue();
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) entries.push({ key, value, line: begins, quoted, bare });
    else ignored.push({ line: begins, text: written.trimEnd() });
  }
  return { entries, ignored, ...(unclosed !== undefined && { unclosed }) };

  /** A backslash at the end of a comment continues it on the next line. */
  function comment(): void {
    for (let character = take(); character !== '\n' && at < text.length; character = take())
      if (character === '\\' && at < text.length) take();
  }

  function readValue(): { value: string; quoted: boolean; bare: string } {
    let value = '';
    let bare = '';
    let quoted = false;
    /** White space is part of a bare value only where more of it follows. */
    let waiting = '';
    let begun = false;
    while (at < text.length) {
      const here = line;
      const character = take();
      if (character === '\n' || character === '\r') break;
      if (!begun && (character === '"' || character === "'")) {
        quoted = true;
        const inside = readQuoted(character, here);
        value += inside;
        continue;
      }
      if (character === '\\') {
        const next = at < text.length ? take() : '';
        if (next !== '\n') {
          value += waiting + next;
          bare += `${waiting}_`;
          waiting = '';
          begun = true;
        }
        continue;
      }
      if (blank.test(character)) {
        if (begun || bare !== '') waiting += character;
        else if (quoted) bare += character;
        continue;
      }
      value += waiting + character;
      bare += waiting + character;
      waiting = '';
      begun = true;
    }
    return { value, quoted, bare };
  }

  function readQuoted(quote: string, opened: number): string {
    let value = '';
    while (at < text.length) {
      const character = take();
      if (character === quote) return value;
      if (character === '\\' && quote === '"' && at < text.length) {
        const next = take();
        // Inside double quotes only these lose their backslash.
        if (next !== '\n') value += '"\\`$'.includes(next) ? next : `\\${next}`;
      } else value += character;
    }
    unclosed ??= opened;
    return value;
  }
}
