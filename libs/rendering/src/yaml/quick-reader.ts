import { readFlow } from './quick-flow.js';
import type { ListNode, MapNode, ScalarNode, TreeNode } from './tree.js';

/** Leaves the quick reader: here is something for the full one. */
export class NotSimple extends Error {}

interface Line {
  /** Column of the first character, from 0. */
  indent: number;
  /** Offset of the first character. */
  start: number;
  /** Offset behind the last character that is no space. */
  readonly end: number;
}

// Tabs, carriage returns, control characters, odd line ends, halves of characters.

const unusual = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]/u;
const maxDepth = 60;

/**
 * Reads what nearly all state files are made of: block mappings and lists with scalars on one line, simple flow collections and
 * comments. It is many times faster than the full reader; where it meets anything else it gives `undefined`, and never a
 * tree that the full reader would not give.
 */
export function readQuickly(text: string): TreeNode | null | undefined {
  if (unusual.test(text)) return undefined;
  try {
    return new QuickReader(text).read();
  } catch (error) {
    if (error instanceof NotSimple) return undefined;
    throw error;
  }
}

class QuickReader {
  private readonly lines: Line[] = [];
  private at = 0;

  constructor(private readonly text: string) {
    const { length } = text;
    for (let start = 0; start < length;) {
      let end = text.indexOf('\n', start);
      if (end < 0) end = length;
      let first = start;
      while (first < end && text.charCodeAt(first) === 32) first += 1;
      if (first < end && text[first] !== '#') {
        let last = end;
        while (text.charCodeAt(last - 1) === 32) last -= 1;
        this.lines.push({ indent: first - start, start: first, end: last });
      }
      start = end + 1;
    }
  }

  read(): TreeNode | null {
    const first = this.lines[0];
    if (!first) return null;
    const node = this.node(first.indent, 0);
    if (this.at < this.lines.length) throw new NotSimple();
    return node;
  }

  private node(indent: number, depth: number): TreeNode {
    if (depth > maxDepth) throw new NotSimple();
    const line = this.lines[this.at] as Line;
    if (this.isDash(line)) return this.list(indent, depth);
    if (line.indent === 0 && /^(?:---|\.\.\.|%)/.test(this.text.slice(line.start, line.start + 3)))
      throw new NotSimple();
    const colon = this.keyEnd(line);
    if (colon !== undefined) return this.map(indent, depth);
    this.at += 1;
    if (this.at < this.lines.length && depth === 0) throw new NotSimple();
    return this.inline(line.start, line.end);
  }

  private isDash(line: Line): boolean {
    return this.text[line.start] === '-' && (line.start + 1 === line.end || this.text[line.start + 1] === ' ');
  }

  private map(indent: number, depth: number): MapNode {
    const offset = (this.lines[this.at] as Line).start;
    const pairs: [TreeNode, TreeNode | null][] = [];
    for (;;) {
      const line = this.lines[this.at];
      if (!line || line.indent < indent) break;
      if (line.indent > indent || this.isDash(line)) throw new NotSimple();
      const colon = this.keyEnd(line);
      if (colon === undefined || (indent === 0 && /^(?:---|\.\.\.)/.test(this.text.slice(line.start, line.start + 3))))
        throw new NotSimple();
      const key = this.key(line, colon);
      pairs.push([key, this.valueAfter(line, colon + 1, indent, depth, true)]);
    }
    return { kind: 'map', offset, pairs, isFlow: false };
  }

  private list(indent: number, depth: number): ListNode {
    const offset = (this.lines[this.at] as Line).start;
    const items: (TreeNode | null)[] = [];
    for (;;) {
      const line = this.lines[this.at];
      if (!line || line.indent < indent || (line.indent === indent && !this.isDash(line))) break;
      if (line.indent > indent) throw new NotSimple();
      const start = this.skipSpace(line.start + 1, line.end);
      const isNested =
        start < line.end &&
        (this.startsDash(start, line.end) || this.keyEnd({ indent: 0, start, end: line.end }) !== undefined);
      if (isNested) {
        // `- key: value` and `- - item`: the rest of the line is the first line of what the item holds.
        line.indent = line.indent + start - line.start;
        line.start = start;
        items.push(this.node(line.indent, depth + 1));
      } else items.push(this.valueAfter(line, line.start + 1, indent, depth, false));
    }
    return { kind: 'list', offset, items };
  }

  private startsDash(start: number, end: number): boolean {
    return this.text[start] === '-' && (start + 1 === end || this.text[start + 1] === ' ');
  }

  /** What follows a colon or a dash: in the rest of the line, or in the lines below. */
  private valueAfter(line: Line, from: number, indent: number, depth: number, isMap: boolean): TreeNode | null {
    const start = this.skipSpace(from, line.end);
    this.at += 1;
    const next = this.lines[this.at];
    if (start < line.end && this.text[start] !== '#') {
      if (next && next.indent > indent) throw new NotSimple();
      return this.inline(start, line.end);
    }
    if (start < line.end && start === from) throw new NotSimple();
    if (!next || next.indent < indent) return null;
    if (next.indent > indent) return this.node(next.indent, depth + 1);
    return isMap && this.isDash(next) ? this.list(indent, depth + 1) : null;
  }

  private skipSpace(from: number, end: number): number {
    let at = from;
    while (at < end && this.text.charCodeAt(at) === 32) at += 1;
    return at;
  }

  /** As `indexOf` of one character, but never looks beyond `end`: the text may be long. */
  private find(character: string, from: number, end: number): number {
    const code = character.charCodeAt(0);
    for (let at = from; at < end; at += 1) if (this.text.charCodeAt(at) === code) return at;
    return -1;
  }

  /** Where a comment begins: the space before its `#`. */
  private findComment(from: number, end: number): number {
    for (let at = this.find('#', from + 1, end); at >= 0; at = this.find('#', at + 1, end))
      if (this.text.charCodeAt(at - 1) === 32) return at - 1;
    return -1;
  }

  /** Offset of the colon that ends a key at the beginning of the line; `undefined` where the line is no mapping entry. */
  private keyEnd(line: Line): number | undefined {
    const { text } = this;
    const first = text[line.start] as string;
    if (first === "'" || first === '"') {
      const close = this.find(first, line.start + 1, line.end);
      if (close < 0) throw new NotSimple();
      const after = close + 1;
      if (text[after] === ':' && (after + 1 === line.end || text[after + 1] === ' ')) return after;
      return undefined;
    }
    if (first === '[' || first === '{') return undefined;
    for (let colon = this.find(':', line.start, line.end); colon >= 0; colon = this.find(':', colon + 1, line.end)) {
      if (colon + 1 !== line.end && text.charCodeAt(colon + 1) !== 32) continue;
      return this.findComment(line.start, colon) >= 0 ? undefined : colon;
    }
    return undefined;
  }

  private key(line: Line, colon: number): ScalarNode {
    if (colon - line.start > 1000) throw new NotSimple();
    const key = this.inline(line.start, colon);
    if (key.kind !== 'scalar' || (key.isPlain && key.text === '<<')) throw new NotSimple();
    return key;
  }

  /** A scalar or flow collection on one line, a comment after it or none. */
  private inline(start: number, end: number): TreeNode {
    const first = this.text[start] as string;
    if (first === '[' || first === '{') return readFlow(this.text, start, end);
    if (first === "'" || first === '"') return this.quoted(start, end, first);
    if (',]}&*!|>%@`#?:'.includes(first) || this.startsDash(start, end)) throw new NotSimple();
    const comment = this.findComment(start, end);
    let stop = comment >= 0 ? comment : end;
    while (this.text.charCodeAt(stop - 1) === 32) stop -= 1;
    const text = this.text.slice(start, stop);
    if (text.includes(': ') || text.endsWith(':')) throw new NotSimple();
    return { kind: 'scalar', offset: start, text, isPlain: true, end: start + text.length };
  }

  private quoted(start: number, end: number, quote: string): ScalarNode {
    const close = this.find(quote, start + 1, end);
    if (close < 0) throw new NotSimple();
    const text = this.text.slice(start + 1, close);
    const rest = this.skipSpace(close + 1, end);
    if (text.includes('\\') && quote === '"') throw new NotSimple();
    if (rest < end && (this.text[rest] !== '#' || rest === close + 1)) throw new NotSimple();
    return { kind: 'scalar', offset: start, text, isPlain: false, end: close + 1 };
  }
}
