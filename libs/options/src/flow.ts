import { afterLine, endOfLine, indentOfLine, lineEnd, marginOf, splice, startOfLine } from './splice.js';

/** A range of characters, the end not in it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** `{…}` or `[…]` of any format: its brackets, and the places of what is in it. */
export interface Flow extends Span {
  readonly items: readonly Span[];
}

export interface FlowWriting {
  /** The end of the comment that begins here, or `undefined` where none does. */
  readonly commentAt: (text: string, at: number) => number | undefined;
  /** One step of indentation, for what becomes the first of its container. */
  readonly unit: string;
  /** The first item of an empty container gets a line of its own. */
  readonly firstOnOwnLine: boolean;
  /** `{ a }` rather than `{a}`. */
  readonly padded: boolean;
}

/** Adds an item behind the last one, written as that one is: on a line of its own, or behind a comma. */
export function insertIntoFlow(
  text: string,
  flow: Flow,
  writing: FlowWriting,
  print: (margin: string) => string,
): string {
  const last = flow.items.at(-1);
  const eol = lineEnd(text);
  if (!last) return insertFirst(text, flow, writing, print);
  const comma = commaIn(text, last.end, flow.end - 1, writing);
  const margin = marginOf(text, last.start);
  const behind = comma === undefined ? last.end : comma + 1;
  if (margin === undefined) {
    const item = print(indentOfLine(text, last.start));
    return splice(text, { from: behind, to: behind, put: comma === undefined ? `, ${item}` : ` ${item},` });
  }
  const line = restOfLine(text, behind, flow.end - 1, writing);
  const added = { from: line, to: line, put: `${eol}${margin}${print(margin)}${comma === undefined ? '' : ','}` };
  if (comma !== undefined) return splice(text, added);
  if (line === last.end) return splice(text, { ...added, put: `,${added.put}` });
  return splice(text, { from: last.end, to: last.end, put: ',' }, added);
}

function insertFirst(text: string, flow: Flow, writing: FlowWriting, print: (margin: string) => string): string {
  const inner = text.slice(flow.start + 1, flow.end - 1);
  const outer = indentOfLine(text, flow.start);
  const eol = lineEnd(text);
  if (inner.trim() !== '') {
    // Only comments: the item comes behind them.
    const from = flow.start + 1 + inner.trimEnd().length;
    const margin = outer + writing.unit;
    return splice(text, { from, to: flow.end - 1, put: `${eol}${margin}${print(margin)}${eol}${outer}` });
  }
  const margin = outer + writing.unit;
  const pad = writing.padded ? ' ' : '';
  const put = writing.firstOnOwnLine ? `${eol}${margin}${print(margin)}${eol}${outer}` : `${pad}${print(outer)}${pad}`;
  return splice(text, { from: flow.start + 1, to: flow.end - 1, put });
}

/** Takes an item out, with its comma, its line where it has one of its own, and the comment that stands behind it on that line. */
export function removeFromFlow(text: string, flow: Flow, index: number, writing: FlowWriting): string {
  const item = flow.items[index] as Span;
  const next = flow.items[index + 1];
  const before = flow.items[index - 1];
  const comma = commaIn(text, item.end, next?.start ?? flow.end - 1, writing);
  const behind = comma === undefined ? item.end : comma + 1;
  const ownLine = marginOf(text, item.start) !== undefined;
  const rest = restOfLine(text, behind, flow.end - 1, writing);
  const wholeLine = ownLine && (rest === endOfLine(text, behind) || rest === text.length);
  if (!next && !before) {
    const inner = text.slice(flow.start + 1, item.start) + text.slice(behind, flow.end - 1);
    if (inner.trim() === '') return splice(text, { from: flow.start + 1, to: flow.end - 1, put: '' });
  }
  if (next || comma !== undefined) {
    if (wholeLine) return splice(text, { from: startOfLine(text, item.start), to: afterLine(text, rest), put: '' });
    if (next) return splice(text, { from: item.start, to: next.start, put: '' });
    return splice(text, { from: endBefore(text, item.start), to: behind, put: '' });
  }
  const from = endBefore(text, item.start);
  const taken = {
    from: wholeLine ? Math.max(from, lineBreakBefore(text, item.start)) : from,
    to: wholeLine ? rest : item.end,
    put: '',
  };
  const loose = before && commaIn(text, before.end, item.start, writing);
  return loose === undefined || loose >= taken.from
    ? splice(text, { ...taken, from: loose ?? taken.from })
    : splice(text, { from: loose, to: loose + 1, put: '' }, taken);
}

/** Where the break of the line before begins. */
function lineBreakBefore(text: string, at: number): number {
  const line = startOfLine(text, at);
  return line >= 2 && text[line - 2] === '\r' ? line - 2 : Math.max(0, line - 1);
}

/** The end of what stands before a place, blank space left out. */
function endBefore(text: string, at: number): number {
  return text.slice(0, at).trimEnd().length;
}

/** The end of the line of a place, where only blank space and comments follow there; else the place itself. */
function restOfLine(text: string, from: number, limit: number, writing: FlowWriting): number {
  const end = endOfLine(text, from);
  let at = from;
  while (at < end) {
    const comment = writing.commentAt(text, at);
    if (comment === undefined && !/[ \t]/.test(text[at] as string)) return from;
    at = comment ?? at + 1;
  }
  return at <= limit && at === end ? end : from;
}

function commaIn(text: string, from: number, to: number, writing: FlowWriting): number | undefined {
  for (let at = from; at < to;) {
    if (text[at] === ',') return at;
    at = writing.commentAt(text, at) ?? at + 1;
  }
  return undefined;
}
