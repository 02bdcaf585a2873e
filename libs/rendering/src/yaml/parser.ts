import { Malformed } from './malformed.js';
import type { TagToken, Token } from './tokens.js';
import type { TreeNode } from './tree.js';

/** Collections inside of each other. */
const maxDepth = 100;

/** A pair as it is read: what is not written is `null`. */
type Pair = readonly [TreeNode | null, TreeNode | null];

export interface Parsed {
  readonly root: TreeNode | null;
  /** Where a second document begins. */
  readonly second?: number;
}

/**
 * The tree behind tokens.
 * @throws Malformed
 */
export function parse(tokens: readonly Token[]): Parsed {
  return new Parser(tokens).run();
}

class Parser {
  private at = 0;
  private depth = 0;
  private tagHandles = new Map<string, string>();

  constructor(private readonly tokens: readonly Token[]) {}

  run(): Parsed {
    if (this.is('end')) return { root: null };
    this.directives();
    let root: TreeNode | null = null;
    if (this.is('document-start')) this.at += 1;
    else if (this.tokens[0]?.kind === 'directive')
      this.fail('a line "---" is missing', 'It stands between the lines that begin with % and the document.');
    else if (this.is('document-end')) this.fail('nothing stands before the line "..."', 'Remove it.');
    if (!this.is('directive', 'document-start', 'document-end', 'end')) root = this.node('block');
    let ended = false;
    while (this.is('document-end')) {
      this.at += 1;
      ended = true;
    }
    if (this.is('end')) return { root };
    if (!ended && !this.is('document-start', 'directive')) this.unexpected();
    return { root, second: this.token.offset };
  }

  private get token(): Token {
    return this.tokens[this.at] as Token;
  }

  private is(...kinds: readonly Token['kind'][]): boolean {
    return kinds.includes(this.token.kind);
  }

  private fail(summary: string, detail?: string, offset = this.token.offset): never {
    throw new Malformed('syntax', summary, offset, detail);
  }

  private directives(): void {
    this.tagHandles = new Map([
      ['!', '!'],
      ['!!', 'tag:yaml.org,2002:'],
    ]);
    for (let token = this.token; token.kind === 'directive'; token = this.token) {
      if (token.name === 'TAG') this.tagHandles.set(token.values[0] as string, token.values[1] as string);
      this.at += 1;
    }
  }

  private node(where: 'block' | 'below key' | 'flow'): TreeNode {
    const token = this.token;
    if (token.kind === 'alias') {
      this.at += 1;
      return { kind: 'alias', offset: token.offset, of: token.name };
    }
    const properties = this.properties();
    this.depth += 1;
    if (this.depth > maxDepth + 1)
      throw new Malformed('too-deep', `nested more than ${maxDepth} deep`, this.token.offset);
    const node = this.content(where, properties);
    this.depth -= 1;
    return node;
  }

  private properties(): { anchor?: string; tag?: string; offset?: number } {
    const found: { anchor?: string; tag?: string; offset?: number } = {};
    for (;;) {
      const { token } = this;
      if (token.kind === 'anchor' && found.anchor === undefined) found.anchor = token.name;
      else if (token.kind === 'tag' && found.tag === undefined) found.tag = this.tagOf(token);
      else return found;
      found.offset ??= token.offset;
      this.at += 1;
    }
  }

  private tagOf({ handle, suffix, offset }: TagToken): string {
    if (handle === '') return suffix;
    const prefix = this.tagHandles.get(handle);
    if (prefix === undefined)
      this.fail(
        `nothing is known of tags that begin with ${handle}`,
        'A text that begins with ! must be quoted.',
        offset,
      );
    return prefix + suffix;
  }

  private content(
    where: 'block' | 'below key' | 'flow',
    { anchor, tag, offset: start }: { anchor?: string; tag?: string; offset?: number },
  ): TreeNode {
    const { token } = this;
    const base = {
      offset: token.offset,
      ...(anchor !== undefined && { anchor }),
      ...(tag !== undefined && { tag }),
    };
    switch (token.kind) {
      case 'scalar':
        this.at += 1;
        return { kind: 'scalar', ...base, text: token.text, isPlain: token.isPlain, end: token.end };
      case 'flow-list':
        return { kind: 'list', ...base, items: this.flowList() };
      case 'flow-map':
        return { kind: 'map', ...base, pairs: this.flowMap(), isFlow: true };
      case 'item':
        if (where === 'below key') return { kind: 'list', ...base, items: this.listInColumnOfKey() };
        break;
      case 'block-list':
        if (where !== 'flow') return { kind: 'list', ...base, items: this.blockList() };
        break;
      case 'block-map':
        if (where !== 'flow') return { kind: 'map', ...base, pairs: this.blockMap(), isFlow: false };
        break;
    }
    if (start === undefined) this.unexpected();
    // An anchor or a tag alone: an empty text.
    return { kind: 'scalar', ...base, offset: start, text: '', isPlain: true, end: start };
  }

  private blockList(): (TreeNode | null)[] {
    const items: (TreeNode | null)[] = [];
    this.at += 1;
    while (this.is('item')) {
      this.at += 1;
      items.push(this.is('item', 'block-end') ? null : this.node('block'));
    }
    this.endBlock('a list item, or less indentation,');
    return items;
  }

  private listInColumnOfKey(): (TreeNode | null)[] {
    const items: (TreeNode | null)[] = [];
    while (this.is('item')) {
      this.at += 1;
      items.push(this.is('item', 'key', 'value', 'block-end') ? null : this.node('block'));
    }
    return items;
  }

  private blockMap(): Pair[] {
    const pairs: Pair[] = [];
    this.at += 1;
    while (this.is('key')) {
      this.at += 1;
      const key = this.is('key', 'value', 'block-end') ? null : this.node('below key');
      let value: TreeNode | null = null;
      if (this.is('value')) {
        this.at += 1;
        if (!this.is('key', 'value', 'block-end')) value = this.node('below key');
      }
      pairs.push([key, value]);
    }
    this.endBlock('a key, or less indentation,');
    return pairs;
  }

  private endBlock(wanted: string): void {
    if (this.is('block-end')) this.at += 1;
    else this.unexpected(wanted);
  }

  private flowList(): (TreeNode | null)[] {
    const items: (TreeNode | null)[] = [];
    const opened = this.token.offset;
    this.at += 1;
    while (!this.is('flow-list-end')) {
      if (items.length > 0) this.comma(opened, ']');
      if (this.is('flow-list-end')) break;
      if (!this.is('key')) items.push(this.node('flow'));
      else {
        const { offset } = this.token;
        items.push({ kind: 'map', offset, pairs: [this.flowPair('flow-list-end')], isFlow: true });
      }
    }
    this.at += 1;
    return items;
  }

  private flowMap(): Pair[] {
    const pairs: Pair[] = [];
    const opened = this.token.offset;
    this.at += 1;
    while (!this.is('flow-map-end')) {
      if (pairs.length > 0) this.comma(opened, '}');
      if (this.is('flow-map-end')) break;
      pairs.push(this.is('key') ? this.flowPair('flow-map-end') : [this.node('flow'), null]);
    }
    this.at += 1;
    return pairs;
  }

  private flowPair(end: 'flow-list-end' | 'flow-map-end'): Pair {
    this.at += 1;
    const key = this.is('value', 'comma', end) ? null : this.node('flow');
    if (!this.is('value')) return [key, null];
    this.at += 1;
    return [key, this.is('comma', end) ? null : this.node('flow')];
  }

  private comma(opened: number, close: ']' | '}'): void {
    if (this.is('comma')) this.at += 1;
    else if (this.is('end', 'document-start', 'document-end'))
      this.fail(`a bracket without its ${close}`, 'A text that begins with a bracket must be quoted.', opened);
    else
      this.fail(
        `a comma or ${close} is missing before this`,
        'Items in brackets are separated with commas; a text with brackets, commas or colons in it must be quoted.',
      );
  }

  private unexpected(wanted?: string): never {
    const { token } = this;
    const advice =
      'Items of one mapping or list begin in the same column; a text with special characters must be quoted.';
    switch (token.kind) {
      case 'value':
        throw new Malformed(
          'missing-key',
          'a value without a key',
          token.offset,
          'A text that begins with a colon must be quoted; an empty key is written as ~.',
        );
      case 'end':
      case 'block-end':
      case 'document-start':
      case 'document-end':
        return this.fail('something is missing before this', 'Is a bracket not closed?');
      case 'item':
        return this.fail(`${wanted ?? 'something else'} should stand here, not a list item`, advice);
      case 'comma':
      case 'flow-list-end':
      case 'flow-map-end':
        return this.fail(
          'a comma or closing bracket that nothing opens',
          'A text with brackets or commas at its begin must be quoted.',
        );
      default:
        return this.fail(wanted === undefined ? 'this belongs to nothing' : `${wanted} should stand here`, advice);
    }
  }
}
