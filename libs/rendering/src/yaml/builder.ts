import type { Diagnostic } from '@fleet/diagnostics';
import { equal, type Value, type ValueMap } from '@fleet/values';
import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Places } from './places.js';
import { kindOf, scalarValue, type ScalarKind } from './scalars.js';

/** Items that a document may have with all aliases written out. */
const maxItems = 1_000_000;
const maxDepth = 100;

const explicitKinds: ReadonlyMap<string, ScalarKind> = new Map<string, ScalarKind>(Object.entries({
  'tag:yaml.org,2002:str': 'str',
  'tag:yaml.org,2002:int': 'int',
  'tag:yaml.org,2002:float': 'float',
  'tag:yaml.org,2002:bool': 'bool',
  'tag:yaml.org,2002:null': 'null',
  'tag:yaml.org,2002:timestamp': 'str',
  'tag:yaml.org,2002:python/unicode': 'str',
}));
const collectionTags = new Set(['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq', 'tag:yaml.org,2002:omap']);

/** Builds the value of a document and remembers which node each mapping and list came from. */
export class Builder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly nodes = new Map<Value, YAMLMap | YAMLSeq>();
  private readonly anchors = new Map<string, { value: Value; items: number } | 'open'>();
  private items = 0;
  private gaveUp = false;

  constructor(private readonly places: Places) {}

  build(node: unknown): Value {
    return this.value(node as Node | null, 0);
  }

  /** Where a container, or the item at `step` of it, begins. */
  offsetOf(container: Value, step?: Value): number | undefined {
    const node = this.nodes.get(container);
    if (!node) return undefined;
    if (step === undefined) return node.range?.[0];
    if (isSeq(node)) return typeof step === 'number' ? (node.items[step] as Node | undefined)?.range?.[0] : undefined;
    const pair = node.items.find(({ key }) => isScalar(key) && equal(this.quietKey(key), step));
    return (pair?.key as Node | undefined)?.range?.[0] ?? node.range?.[0];
  }

  private quietKey(key: Scalar): Value {
    const text = String(key.value ?? '');
    return key.type === 'PLAIN' ? scalarValue(kindOf(text), text) : text;
  }

  private error(code: string, summary: string, node: Node, detail?: string): null {
    this.diagnostics.push(this.places.diagnostic('error', code, summary, node.range?.[0] ?? 0, detail));
    return null;
  }

  private warn(code: string, summary: string, node: Node, detail: string): void {
    this.diagnostics.push(this.places.diagnostic('warning', code, summary, node.range?.[0] ?? 0, detail));
  }

  private value(node: Node | null, depth: number): Value {
    if (node === null || this.gaveUp) return null;
    this.count(1, node);
    if (depth > maxDepth) {
      this.gaveUp = true;
      return this.error('yaml.too-deep', `nested more than ${maxDepth} deep`, node);
    }
    if (isAlias(node)) return this.alias(node);
    const anchor = (node as Scalar).anchor;
    if (anchor === undefined) return this.content(node, depth);
    const before = this.items;
    this.anchors.set(anchor, 'open');
    const value = this.content(node, depth);
    this.anchors.set(anchor, { value, items: this.items - before });
    return value;
  }

  private count(items: number, node: Node): void {
    this.items += items;
    if (this.items <= maxItems || this.gaveUp) return;
    this.gaveUp = true;
    this.error('yaml.too-large', `more than ${maxItems} items, aliases written out`, node);
  }

  private alias(node: Node & { source: string }): Value {
    const known = this.anchors.get(node.source);
    if (known === undefined) return this.error('yaml.unknown-alias', `no anchor is called ${node.source}`, node);
    if (known === 'open') return this.error('yaml.recursive-alias', `the alias ${node.source} stands inside of what it means`, node);
    this.count(known.items, node);
    return known.value;
  }

  private content(node: Node, depth: number): Value {
    if (isScalar(node)) return this.scalar(node);
    if (isSeq(node)) {
      this.refuseTag(node);
      const list: Value[] = [];
      this.nodes.set(list, node);
      for (const item of node.items) list.push(this.value(item as Node | null, depth + 1));
      return list;
    }
    return isMap(node) ? this.mapping(node, depth) : null;
  }

  private refuseTag(node: Node & { tag?: string }): void {
    if (node.tag === undefined || collectionTags.has(node.tag)) return;
    this.error('yaml.unknown-tag', `nothing is known of the tag ${node.tag}`, node, 'Only plain data is read.');
  }

  private scalar(node: Scalar): Value {
    const text = String(node.value ?? '');
    if (node.tag !== undefined) {
      const kind = explicitKinds.get(node.tag);
      if (!kind) return this.error('yaml.unknown-tag', `nothing is known of the tag ${node.tag}`, node, 'A text that begins with ! must be quoted.');
      const matches = kind === 'str' || kindOf(text) === kind || (kind === 'float' && kindOf(text) === 'int');
      if (!matches) return this.error('yaml.tag-mismatch', `${JSON.stringify(text)} is not of the type ${kind}`, node);
      return kind === 'float' ? scalarValue('float', text.includes('.') ? text : `${text}.0`) : scalarValue(kind, text);
    }
    // A block or quoted scalar is a text, whatever it looks like.
    if (node.type !== 'PLAIN' && node.type !== undefined) return text;
    const kind = kindOf(text);
    if (kind === 'str') return text;
    return this.checked(kind, text, node);
  }

  /** Refuses or warns about plain scalars that are not what they look like. */
  private checked(kind: ScalarKind, text: string, node: Scalar): Value {
    const value = scalarValue(kind, text);
    if (kind === 'bool' && !/^(?:true|false)$/i.test(text)) {
      this.warn('yaml.boolean-word', `${text} is read as ${value === true ? 'true' : 'false'}`, node, `Write ${value === true ? 'true' : 'false'}, or quote it to mean the word.`);
    } else if (kind === 'int' && /^[-+]?0x/.test(text)) {
      if (typeof value === 'bigint') {
        return this.error('yaml.hex-loses-digits', `${shorten(text)} is read as a number`, node, 'Quote it: an address, hash or key is a text.');
      }
      this.warn('yaml.hex-number', `${text} is read as the number ${String(value)}`, node, 'Quote it to mean the text.');
    } else if ((kind === 'int' || kind === 'float') && text.includes(':')) {
      this.warn('yaml.sexagesimal', `${text} is read as the number ${String(value)} (base 60)`, node, 'Quote it to mean the text.');
    } else if (kind === 'int' && /^0[0-7_]+$/.test(text)) {
      this.warn('yaml.leading-zero', `${text} is read as ${String(value)}`, node, 'Quote it to keep the zero, as in a file mode.');
    }
    return value;
  }

  private mapping(node: YAMLMap, depth: number): Value {
    this.refuseTag(node);
    const map: ValueMap = new Map();
    this.nodes.set(map, node);
    const merged = node.items.filter(isMerge);
    for (const pair of merged) for (const [key, value] of this.merge(pair.value as Node | null, depth)) map.set(key, value);
    const inherited = new Set(map.keys());
    for (const pair of node.items) {
      if (isMerge(pair)) continue;
      const keyNode = pair.key as Node;
      const key = this.key(pair, depth);
      if (key === undefined) continue;
      if (map.has(key) && !inherited.has(key)) {
        this.error('yaml.duplicate-key', `the key ${describe(key)} stands twice in one mapping`, keyNode, 'The second would silently replace the first.');
        continue;
      }
      if (inherited.delete(key)) map.delete(key);
      map.set(key, this.value(pair.value as Node | null, depth + 1));
    }
    return map;
  }

  private key(pair: Pair, depth: number): Value | undefined {
    const node = pair.key as Node | null;
    if (node === null) return null;
    const key = this.value(node, depth + 1);
    if (!Array.isArray(key) && !(key instanceof Map)) return key;
    const looksLikeTemplate = (node as { flow?: boolean }).flow === true;
    this.error('yaml.unhashable-key', 'a mapping or list cannot be a key', node, looksLikeTemplate ? 'A text that begins with { or [ must be quoted.' : undefined);
    return undefined;
  }

  /** What `<<` brings in: of several mappings, the first one wins. */
  private merge(node: Node | null, depth: number): ValueMap {
    const result: ValueMap = new Map();
    const value = this.value(node, depth + 1);
    const sources = Array.isArray(value) ? [...value].reverse() : [value];
    for (const source of sources) {
      if (source instanceof Map) for (const [key, item] of source) result.set(key, item);
      else if (node) this.error('yaml.merge', 'only mappings can be merged', node);
    }
    return result;
  }
}

function isMerge(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN';
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 12)}…` : text;
}

function describe(key: Value): string {
  return typeof key === 'string' ? JSON.stringify(key) : String(key);
}
