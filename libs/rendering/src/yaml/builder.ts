import type { Diagnostic } from '@fleet/diagnostics';
import { equal, Float, int, type Value, type ValueMap } from '@fleet/values';
import { pythonRepr } from '../python/print.js';
import type { Places } from './places.js';
import { ScalarBuilder, scalarTags } from './scalar-builder.js';
import { kindOf, scalarValue } from './scalars.js';
import type { AliasNode, ListNode, MapNode, ScalarNode, TreeNode } from './tree.js';

/** Items that a document may have with all aliases written out. */
const maxItems = 1_000_000;
const maxDepth = 100;

const mapTags = new Set(['!', 'tag:yaml.org,2002:map', 'tag:yaml.org,2002:omap']);
const listTags = new Set(['!', 'tag:yaml.org,2002:seq']);

/** Builds the value of a document and remembers which node each mapping and list came from. */
export class Builder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly nodes = new Map<Value, MapNode | ListNode>();
  private readonly anchors = new Map<string, { value: Value; items: number } | 'open'>();
  /** Keys that are no texts, as they were written. */
  private readonly keyTexts = new Map<Value, string>();
  private items = 0;
  private gaveUp = false;

  private readonly scalars: ScalarBuilder;
  /** Keys of mappings that are numbers or booleans, as numbers. */
  private readonly numbers = new Map<ValueMap, Set<number | bigint>>();

  constructor(private readonly places: Places) {
    this.scalars = new ScalarBuilder((severity, code, summary, node, detail) => {
      this.diagnostics.push(places.diagnostic(severity, code, summary, node.offset, detail));
    });
  }

  build(node: TreeNode | null): Value {
    return this.value(node, 0);
  }

  /** Where a container, or the item at `step` of it, begins. */
  offsetOf(container: Value, step?: Value): number | undefined {
    const node = this.nodes.get(container);
    if (!node) return undefined;
    if (step === undefined) return node.offset;
    if (node.kind === 'list') return typeof step === 'number' ? node.items[step]?.offset : undefined;
    const key = node.pairs.find(([each]) => each?.kind === 'scalar' && equal(quietKey(each), step))?.[0];
    return key?.offset ?? node.offset;
  }

  private error(code: string, summary: string, node: TreeNode, detail?: string): null {
    this.diagnostics.push(this.places.diagnostic('error', code, summary, node.offset, detail));
    return null;
  }

  private value(node: TreeNode | null, depth: number): Value {
    if (node === null || this.gaveUp) return null;
    this.count(1, node);
    if (depth > maxDepth) {
      this.gaveUp = true;
      return this.error('yaml.too-deep', `nested more than ${maxDepth} deep`, node);
    }
    if (node.kind === 'alias') return this.alias(node);
    const { anchor } = node;
    if (anchor === undefined) return this.content(node, depth);
    if (this.anchors.has(anchor))
      return this.error(
        'yaml.duplicate-anchor',
        `the anchor ${anchor} stands twice`,
        node,
        'Which one would an alias mean?',
      );
    const before = this.items;
    this.anchors.set(anchor, 'open');
    const value = this.content(node, depth);
    this.anchors.set(anchor, { value, items: this.items - before });
    return value;
  }

  private count(items: number, node: TreeNode): void {
    this.items += items;
    if (this.items <= maxItems || this.gaveUp) return;
    this.gaveUp = true;
    this.error('yaml.too-large', `more than ${maxItems} items, aliases written out`, node);
  }

  private alias(node: AliasNode): Value {
    const known = this.anchors.get(node.of);
    if (known === undefined)
      return this.error(
        'yaml.unknown-alias',
        `no anchor is called ${node.of}`,
        node,
        'An anchor (&name) must stand before its alias (*name); a text that begins with * must be quoted.',
      );
    if (known === 'open')
      return this.error('yaml.recursive-alias', `the alias ${node.of} stands inside of what it means`, node);
    this.count(known.items, node);
    return known.value;
  }

  private content(node: Exclude<TreeNode, AliasNode>, depth: number): Value {
    if (node.kind === 'scalar') return this.scalars.build(node);
    if (node.kind === 'map') return this.mapping(node, depth);
    this.refuseTag(node, listTags);
    const list: Value[] = [];
    this.nodes.set(list, node);
    for (const item of node.items) list.push(this.value(item, depth + 1));
    return list;
  }

  private refuseTag(node: TreeNode, known: ReadonlySet<string>): void {
    if (node.tag === undefined || known.has(node.tag)) return;
    const isOther = mapTags.has(node.tag) || listTags.has(node.tag) || scalarTags.has(node.tag);
    if (isOther) this.error('yaml.tag-mismatch', `the tag ${node.tag} does not belong to a ${node.kind}`, node);
    else this.error('yaml.unknown-tag', `nothing is known of the tag ${node.tag}`, node, 'Only plain data is read.');
  }

  private mapping(node: MapNode, depth: number): Value {
    this.refuseTag(node, mapTags);
    const map: ValueMap = new Map();
    this.nodes.set(map, node);
    if (node.pairs.some(([key]) => isMerge(key))) this.inherit(node, map, depth);
    else for (const pair of node.pairs) this.enter(pair, node, map, depth);
    return map;
  }

  private enter([keyNode, valueNode]: MapNode['pairs'][number], node: MapNode, map: ValueMap, depth: number): void {
    const key = keyNode === null ? null : this.key(keyNode, depth);
    if (key === undefined) return;
    if (map.has(key) || this.hasNumber(map, key)) {
      this.error(
        'yaml.duplicate-key',
        `the key ${describe(key)} stands twice in one mapping`,
        keyNode ?? node,
        `The second would silently replace the first${this.whereFirst(map, key)}.`,
      );
      return;
    }
    map.set(key, this.value(valueNode, depth + 1));
  }

  private key(node: TreeNode, depth: number): Value | undefined {
    // Alone an equals sign is a word of YAML's; as a key it is only itself.
    if (node.kind === 'scalar' && node.isPlain && node.text === '=' && node.tag === undefined) return '=';
    const key = this.value(node, depth + 1);
    if (!Array.isArray(key) && !(key instanceof Map)) {
      if (typeof key !== 'string' && node.kind === 'scalar') this.keyTexts.set(key, node.text);
      return key;
    }
    const isFlow = node.kind === 'map' && node.isFlow;
    this.error(
      'yaml.unhashable-key',
      'a mapping or list cannot be a key',
      node,
      isFlow ? 'A text that begins with { or [ must be quoted.' : undefined,
    );
    return undefined;
  }

  /**
   * What `<<` brings in stands first, the last mapping of a list before the others; keys of the mapping itself win. Where two
   * sources have the same key, Salt refuses the document.
   */
  private inherit(node: MapNode, map: ValueMap, depth: number): void {
    const own: ValueMap = new Map();
    const inherited: (readonly [Value, Value, TreeNode])[] = [];
    const texts = new Set<string>();
    for (const pair of node.pairs) {
      const [key, value] = pair;
      if (isMerge(key)) inherited.push(...this.merged(value, key as TreeNode, depth));
      else this.enter(pair, node, own, depth);
      if (key?.kind === 'scalar') texts.add(key.text);
    }
    for (const [key, item, at] of inherited) {
      if (texts.has(this.written(key))) continue;
      if (!map.has(key)) map.set(key, item);
      else
        this.error(
          'yaml.duplicate-key',
          `the key ${describe(key)} comes from two merged mappings`,
          at,
          'Write the key in this mapping, with the value that is meant.',
        );
    }
    for (const [key, item] of own) map.set(key, item);
  }

  private *merged(node: TreeNode | null, at: TreeNode, depth: number): Iterable<readonly [Value, Value, TreeNode]> {
    const value = this.value(node, depth + 1);
    const sources = Array.isArray(value) ? [...value].reverse() : [value];
    for (const source of sources) {
      if (source instanceof Map) {
        this.count(source.size, node ?? at);
        for (const [key, item] of source) yield [key, item, node ?? at];
      } else if (!this.gaveUp) this.error('yaml.merge', 'only mappings can be merged', node ?? at);
    }
  }

  /** Python takes numbers and booleans of the same value for the same key: `1`, `1.0` and `true`. */
  private whereFirst(map: ValueMap, key: Value): string {
    const offset = this.offsetOf(map, key);
    return offset === undefined ? '' : `, in line ${this.places.at(offset).line}`;
  }

  private hasNumber(map: ValueMap, key: Value): boolean {
    if (typeof key === 'string' || key === null) return false;
    const number = asInt(key);
    if (number === undefined) return false;
    let known = this.numbers.get(map);
    if (!known) this.numbers.set(map, (known = new Set()));
    if (known.has(number)) return true;
    known.add(number);
    return false;
  }

  /** A key as it was written, for numbers and words that look the same: `1` and `"1"`. */
  private written(key: Value): string {
    return typeof key === 'string' ? key : (this.keyTexts.get(key) ?? '');
  }
}

function isMerge(key: TreeNode | null): boolean {
  if (key?.kind !== 'scalar' || key.text !== '<<') return false;
  return key.tag === undefined ? key.isPlain : key.tag === 'tag:yaml.org,2002:merge';
}

/** The int that a key equals, if any. */
function asInt(key: Value): number | bigint | undefined {
  if (typeof key === 'boolean') return Number(key);
  if (key instanceof Float) return Number.isFinite(key.value) ? int(BigInt(key.value)) : undefined;
  return (typeof key === 'number' && Number.isInteger(key)) || typeof key === 'bigint' ? key : undefined;
}

function quietKey(key: ScalarNode): Value {
  return key.isPlain ? scalarValue(kindOf(key.text), key.text) : key.text;
}

function describe(key: Value): string {
  return typeof key === 'string' ? JSON.stringify(key) : pythonRepr(key);
}
