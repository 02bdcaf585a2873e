import { Cursor } from './cursor.js';
import { scanBlock } from './scan-block.js';
import { scanDirective, scanName, scanTag } from './scan-names.js';
import { scanPlain } from './scan-plain.js';
import { scanQuoted } from './scan-quoted.js';
import type { Token } from './tokens.js';

/** What may turn out to be a key, once a colon follows it in the same line. */
interface PossibleKey {
  /** Index of its first token. */
  readonly token: number;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  /** In its column only a key can stand. */
  readonly isRequired: boolean;
}

const longestKey = 1024;

/**
 * Splits a text into tokens, as libyaml does it for YAML 1.1: indentation becomes `block-…` tokens, and whether something is a
 * key is known when its colon comes.
 * @throws Malformed
 */
export function scan(text: string): Token[] {
  return new Scanner(text).run();
}

class Scanner {
  private readonly cursor: Cursor;
  private readonly tokens: Token[] = [];
  /** Columns of the open block collections, innermost last; -1 is the document. */
  private readonly indents = [-1];
  /** One for each open bracket, and one for the document. */
  private readonly keys: (PossibleKey | undefined)[] = [undefined];
  private mayBeKey = true;

  constructor(text: string) {
    this.cursor = new Cursor(text);
  }

  run(): Token[] {
    if (this.cursor.peek() === '\ufeff') this.cursor.at += 1;
    while (this.next());
    return this.tokens;
  }

  private get inFlow(): boolean {
    return this.keys.length > 1;
  }

  private get indent(): number {
    return this.indents.at(-1) as number;
  }

  private next(): boolean {
    const { cursor } = this;
    this.skipGaps();
    this.forgetStaleKey(0);
    this.closeBlocks(cursor.column);
    const offset = cursor.at;
    const character = cursor.peek();
    switch (character) {
      case '':
        this.closeBlocks(-1);
        this.dropKey();
        this.tokens.push({ kind: 'end', offset });
        return false;
      case '[':
      case '{':
        this.saveKey();
        this.keys.push(undefined);
        this.push(character === '[' ? 'flow-list' : 'flow-map', 1, true);
        return true;
      case ']':
      case '}':
        this.dropKey();
        if (this.inFlow) this.keys.pop();
        this.push(character === ']' ? 'flow-list-end' : 'flow-map-end', 1, false);
        return true;
      case ',':
        this.dropKey();
        this.push('comma', 1, true);
        return true;
      case '*':
      case '&':
        this.saveKey();
        this.mayBeKey = false;
        this.tokens.push(scanName(cursor));
        return true;
      case '!':
        this.saveKey();
        this.mayBeKey = false;
        this.tokens.push(scanTag(cursor));
        return true;
      case '"':
      case "'":
        this.saveKey();
        this.mayBeKey = false;
        this.tokens.push(scanQuoted(cursor));
        return true;
    }
    if (cursor.column === 0 && character === '%') this.directive();
    else if (cursor.isDocumentMark()) this.documentMark();
    else if (character === '-' && cursor.isGap(1)) this.item();
    else if (character === '?' && (this.inFlow || cursor.isGap(1))) this.explicitKey();
    else if (character === ':' && (this.inFlow || cursor.isGap(1))) this.colon();
    else if ((character === '|' || character === '>') && !this.inFlow) {
      this.dropKey();
      this.mayBeKey = true;
      this.tokens.push(scanBlock(cursor, this.indent));
    } else this.plain(character);
    return true;
  }

  private push(
    kind: 'flow-list' | 'flow-map' | 'flow-list-end' | 'flow-map-end' | 'comma' | 'item' | 'key' | 'value',
    length: number,
    mayBeKey: boolean,
  ): void {
    this.tokens.push({ kind, offset: this.cursor.at });
    this.cursor.at += length;
    this.mayBeKey = mayBeKey;
  }

  /** Spaces, comments and line ends. A tab separates, but indents nothing: where a key may begin it is no gap. */
  private skipGaps(): void {
    const { cursor } = this;
    for (;;) {
      if (cursor.column === 0 && cursor.peek() === '\ufeff') cursor.at += 1;
      while (cursor.peek() === ' ' || (cursor.peek() === '\t' && (this.inFlow || !this.mayBeKey))) cursor.at += 1;
      if (cursor.peek() === '#') while (cursor.peek() !== '' && !cursor.isBreak()) cursor.at += 1;
      if (!cursor.isBreak()) return;
      cursor.takeBreak();
      if (!this.inFlow) this.mayBeKey = true;
    }
  }

  private closeBlocks(column: number): void {
    if (this.inFlow) return;
    while (this.indent > column) {
      this.tokens.push({ kind: 'block-end', offset: this.cursor.at });
      this.indents.pop();
    }
  }

  /** A new block collection where this column is further in than the one around it. */
  private openBlock(
    kind: 'block-list' | 'block-map',
    column: number,
    at = this.tokens.length,
    offset = this.cursor.at,
  ): void {
    if (this.inFlow || this.indent >= column) return;
    this.indents.push(column);
    this.tokens.splice(at, 0, { kind, offset });
  }

  private saveKey(): void {
    if (!this.mayBeKey) return;
    const { column, at, line } = this.cursor;
    this.dropKey();
    const isRequired = !this.inFlow && this.indent === column;
    this.keys[this.keys.length - 1] = { token: this.tokens.length, offset: at, line, column, isRequired };
  }

  private dropKey(): void {
    const level = this.keys.length - 1;
    const key = this.keys[level];
    if (key?.isRequired) this.missingColon(key);
    this.keys[level] = undefined;
  }

  private forgetStaleKey(level: number): void {
    const key = this.keys[level];
    if (!key || (key.line === this.cursor.line && key.offset + longestKey >= this.cursor.at)) return;
    if (key.isRequired) this.missingColon(key);
    this.keys[level] = undefined;
  }

  private missingColon(key: PossibleKey): never {
    this.cursor.fail(
      'a key and its colon are missing',
      'In this column keys stand, each with a colon and a space in the same line; a text of several lines is indented further than its key.',
      key.offset,
    );
  }

  private colon(): void {
    const level = this.keys.length - 1;
    this.forgetStaleKey(level);
    const key = this.keys[level];
    this.keys[level] = undefined;
    if (key) {
      this.tokens.splice(key.token, 0, { kind: 'key', offset: key.offset });
      this.openBlock('block-map', key.column, key.token, key.offset);
      this.push('value', 1, false);
      return;
    }
    if (!this.inFlow) {
      if (!this.mayBeKey) this.secondColon();
      this.openBlock('block-map', this.cursor.column);
    }
    this.push('value', 1, !this.inFlow);
  }

  private secondColon(): never {
    const last = this.tokens.at(-1);
    this.cursor.fail(
      'a second colon: what stands before it can be no key here',
      'A text that contains ": " must be quoted; a nested mapping begins in its own line.',
      last?.kind === 'scalar' ? last.offset : undefined,
    );
  }

  private explicitKey(): void {
    if (!this.inFlow) {
      if (!this.mayBeKey)
        this.cursor.fail('a "?" where no key can begin', 'A text that begins with "? " must be quoted.');
      this.openBlock('block-map', this.cursor.column);
    }
    this.dropKey();
    this.push('key', 1, !this.inFlow);
  }

  private item(): void {
    if (!this.inFlow) {
      if (!this.mayBeKey)
        this.cursor.fail(
          'a list item where no list can begin',
          'A list begins in its own line; a text that begins with "- " must be quoted.',
        );
      this.openBlock('block-list', this.cursor.column);
    }
    this.dropKey();
    this.push('item', 1, true);
  }

  private documentMark(): void {
    const kind = this.cursor.peek() === '-' ? 'document-start' : 'document-end';
    this.closeBlocks(-1);
    this.dropKey();
    this.mayBeKey = false;
    this.tokens.push({ kind, offset: this.cursor.at });
    this.cursor.at += 3;
  }

  private directive(): void {
    this.closeBlocks(-1);
    this.dropKey();
    this.mayBeKey = false;
    this.tokens.push(scanDirective(this.cursor));
  }

  private plain(character: string): void {
    const { cursor } = this;
    if (character === '\t') cursor.failAtTab();
    const isPlain =
      character === '-' || ((character === '?' || character === ':') && !this.inFlow)
        ? true
        : !'?:#|>%@`'.includes(character);
    if (!isPlain) cursor.fail(`${character} begins no text`, `A text that begins with ${character} must be quoted.`);
    this.saveKey();
    this.mayBeKey = false;
    const { token, tookBreak } = scanPlain(cursor, this.indent + 1, this.inFlow);
    this.tokens.push(token);
    if (tookBreak) this.mayBeKey = true;
  }
}
