import { OptionsRefused } from './definition.js';
import { endOfLine, indentOfLine, lineEnd, splice, startOfLine } from './splice.js';
import { removeLines } from './lines.js';

/** A directive of a file of logrotate, or a block: what applies to the files that it names. */
export type LogrotateEntry = Directive | Block;

export interface Directive {
  readonly kind: 'directive';
  readonly name: string;
  /** What follows the name; empty for a word that stands alone, such as `compress`. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export interface Block {
  readonly kind: 'block';
  /** The files as they are named before the brace, without quotes. */
  readonly files: readonly string[];
  readonly directives: readonly Directive[];
  readonly start: number;
  /** Before the closing brace. */
  readonly close: number;
  readonly end: number;
}

const scripts = /^(?:prerotate|postrotate|preremove|firstaction|lastaction)$/;

/** @throws OptionsRefused for a brace or a script that does not end */
export function readLogrotate(text: string): LogrotateEntry[] {
  const entries: LogrotateEntry[] = [];
  let open: { files: string[]; directives: Directive[]; start: number } | undefined;
  let names: { words: string[]; start: number } | undefined;
  const lines = linesOf(text);
  for (let index = 0; index < lines.length; index += 1) {
    const { words, start, end } = lines[index] as Line;
    if (words === '' || words.startsWith('#')) continue;
    if (open && words.startsWith('}')) {
      entries.push({ kind: 'block', ...open, close: start, end });
      open = undefined;
      continue;
    }
    if (!open && /^["'/]|\{\s*$/.test(words)) {
      names ??= { words: [], start };
      names.words.push(
        ...(words.match(/"[^"]*"|'[^']*'|[^\s{]+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2')),
      );
      if (!words.endsWith('{')) continue;
      open = { files: names.words, directives: [], start: names.start };
      names = undefined;
      continue;
    }
    const name = words.split(/[\s=]/)[0] as string;
    let value = words.slice(name.length).replace(/^\s*=?\s*/, '');
    let last = end;
    if (scripts.test(name)) {
      const close = lines.findIndex((line, place) => place > index && line.words === 'endscript');
      if (close < 0) throw new OptionsRefused(`${name} has no endscript`, index + 1, 1);
      value = lines
        .slice(index + 1, close)
        .map((line) => line.words)
        .join('\n');
      last = (lines[close] as Line).end;
      index = close;
    }
    (open?.directives ?? entries).push({ kind: 'directive', name, value, start, end: last });
  }
  if (open)
    throw new OptionsRefused(
      `the brace of ${open.files.join(' ')} is not closed`,
      text.slice(0, open.start).split('\n').length,
      1,
    );
  return entries;
}

interface Line {
  readonly words: string;
  readonly start: number;
  readonly end: number;
}

function linesOf(text: string): Line[] {
  let at = 0;
  return text.split('\n').map((line) => {
    const words = line.trim();
    const start = at + (line.length - line.trimStart().length);
    at += line.length + 1;
    return { words, start, end: start + words.length };
  });
}

/** The block that names a file: alone, or among others. */
export function blockOf(entries: readonly LogrotateEntry[], file: string): Block | undefined {
  return entries.find(
    (entry): entry is Block => entry.kind === 'block' && (entry.files.includes(file) || entry.files.join(' ') === file),
  );
}

/** `undefined`: there is none. The last one counts, as for logrotate. */
export function directiveOf(entries: readonly LogrotateEntry[], name: string): Directive | undefined {
  return entries.findLast((entry): entry is Directive => entry.kind === 'directive' && entry.name === name);
}

/**
 * The text with a directive, at the top or in the block of a file; `true` is a word alone, `false` takes it away. Everything else stays.
 * @throws OptionsRefused for what is no directive, and for one with a script
 */
export function setLogrotate(text: string, file: string | undefined, name: string, value: string | boolean): string {
  if (!/^[a-z]+$/.test(name)) throw new OptionsRefused(`${name} is no directive of logrotate`);
  if (scripts.test(name)) throw new OptionsRefused(`${name} holds a script, which is written with the file as a whole`);
  if (typeof value === 'string' && (/[\r\n\0{}#]/.test(value) || value.trim() !== value || value === ''))
    throw new OptionsRefused('a value of a directive is words on one line');
  const entries = readLogrotate(text);
  const eol = lineEnd(text);
  const words = value === true ? name : `${name} ${String(value)}`;
  const block = file === undefined ? undefined : blockOf(entries, file);
  if (file !== undefined && !block) {
    if (value === false) return text;
    if (!/^\/[^\s"'{}#]*$/.test(file))
      throw new OptionsRefused(`${file} is not the absolute path of a log, or a glob of such`);
    const ended = text === '' || text.endsWith('\n') ? text : text + eol;
    return `${ended}${ended === '' ? '' : eol}${file} {${eol}    ${words}${eol}}${eol}`;
  }
  const found = directiveOf(block?.directives ?? entries, name);
  if (value === false) return found ? removeLines(text, found.start, found.end) : text;
  if (found)
    return splice(text, {
      from: found.start,
      to: found.end,
      put: found.value === (value === true ? '' : value) ? text.slice(found.start, found.end) : words,
    });
  if (block) {
    const last = block.directives.at(-1);
    const at = last ? endOfLine(text, last.end) : startOfLine(text, block.close) - eol.length;
    return splice(text, { from: at, to: at, put: `${eol}${last ? indentOfLine(text, last.start) : '    '}${words}` });
  }
  // Behind the directives of the top that come before the first block: what comes behind a block does not apply to it.
  const first = entries.findIndex((entry) => entry.kind === 'block' || entry.name === 'include');
  const last = entries.slice(0, first < 0 ? undefined : first).at(-1);
  if (!last) return `${words}${eol}${text}`;
  const at = endOfLine(text, last.end);
  return splice(text, { from: at, to: at, put: eol + words });
}
