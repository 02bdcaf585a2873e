import type { Diagnostic } from '@fleet/diagnostics';
import { equal, type Value, type ValueMap } from '@fleet/values';
import type { Places } from './places.js';
import { kindOf, scalarValue, type ScalarKind } from './scalars.js';
import type { AliasNode, ListNode, MapNode, ScalarNode, TreeNode } from './tree.js';

/** Items that a document may have with all aliases written out. */
const maxItems = 1_000_000;
const maxDepth = 100;

const explicitKinds: ReadonlyMap<string, ScalarKind> = new Map<string, ScalarKind>(
  Object.entries({
    'tag:yaml.org,2002:str': 'str',
    'tag:yaml.org,2002:int': 'int',
    'tag:yaml.org,2002:float': 'float',
    'tag:yaml.org,2002:bool': 'bool',
    'tag:yaml.org,2002:null': 'null',
    'tag:yaml.org,2002:timestamp': 'str',
    'tag:yaml.org,2002:python/unicode': 'str',
  }),
);
const collectionTags = new Set(['tag:yaml.org,2002:map', 'tag:yaml.org,2002:seq', 'tag:yaml.org,2002:omap']);

/** Builds the value of a document and remembers which node each mapping and list came from. */
export class Builder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly nodes = new Map<Value, MapNode | ListNode>();
  private readonly anchors = new Map<string, { value: Value; items: number } | 'open'>();
  private items = 0;
  private gaveUp = false;

  constructor(private readonly places: Places) {}

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

  private warn(code: string, summary: string, node: TreeNode, detail: string): void {
    this.diagnostics.push(this.places.diagnostic('warning', code, summary, node.offset, detail));
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
    if (known === undefined) return this.error('yaml.unknown-alias', `no anchor is called ${node.of}`, node);
    if (known === 'open')
      return this.error('yaml.recursive-alias', `the alias ${node.of} stands inside of what it means`, node);
    this.count(known.items, node);
    return known.value;
  }

  private content(node: Exclude<TreeNode, AliasNode>, depth: number): Value {
    if (node.kind === 'scalar') return this.scalar(node);
    if (node.kind === 'map') return this.mapping(node, depth);
    this.refuseTag(node);
    const list: Value[] = [];
    this.nodes.set(list, node);
    for (const item of node.items) list.push(this.value(item, depth + 1));
    return list;
  }

  private refuseTag(node: TreeNode): void {
    if (node.tag === undefined || collectionTags.has(node.tag)) return;
    this.error('yaml.unknown-tag', `nothing is known of the tag ${node.tag}`, node, 'Only plain data is read.');
  }

  private scalar(node: ScalarNode): Value {
    const { text } = node;
    if (node.tag !== undefined) {
      const kind = explicitKinds.get(node.tag);
      if (!kind)
        return this.error(
          'yaml.unknown-tag',
          `nothing is known of the tag ${node.tag}`,
          node,
          'A text that begins with ! must be quoted.',
        );
      const matches = kind === 'str' || kindOf(text) === kind || (kind === 'float' && kindOf(text) === 'int');
      if (!matches) return this.error('yaml.tag-mismatch', `${JSON.stringify(text)} is not of the type ${kind}`, node);
      return kind === 'float' ? scalarValue('float', text.includes('.') ? text : `${text}.0`) : scalarValue(kind, text);
    }
    // A block or quoted scalar is a text, whatever it looks like.
    if (!node.isPlain) return text;
    const kind = kindOf(text);
    if (kind === 'str') return text;
    return this.checked(kind, text, node);
  }

  /** Refuses or warns about plain scalars that are not what they look like. */
  private checked(kind: ScalarKind, text: string, node: ScalarNode): Value {
    const value = scalarValue(kind, text);
    if (kind === 'bool' && !/^(?:true|false)$/i.test(text)) {
      this.warn(
        'yaml.boolean-word',
        `${text} is read as ${value === true ? 'true' : 'false'}`,
        node,
        `Write ${value === true ? 'true' : 'false'}, or quote it to mean the word.`,
      );
    } else if (kind === 'int' && /^[-+]?0x/.test(text)) {
      if (typeof value === 'bigint') {
        return this.error(
          'yaml.hex-loses-digits',
          `${shorten(text)} is read as a number`,
          node,
          'Quote it: an address, hash or key is a text.',
        );
      }
      this.warn(
        'yaml.hex-number',
        `${text} is read as the number ${String(value)}`,
        node,
        'Quote it to mean the text.',
      );
    } else if ((kind === 'int' || kind === 'float') && text.includes(':')) {
      this.warn(
        'yaml.sexagesimal',
        `${text} is read as the number ${String(value)} (base 60)`,
        node,
        'Quote it to mean the text.',
      );
    } else if (kind === 'int' && /^0[0-7_]+$/.test(text)) {
      this.warn(
        'yaml.leading-zero',
        `${text} is read as ${String(value)}`,
        node,
        'Quote it to keep the zero, as in a file mode.',
      );
    }
    return value;
  }

  private mapping(node: MapNode, depth: number): Value {
    this.refuseTag(node);
    const map: ValueMap = new Map();
    this.nodes.set(map, node);
    const inherited = new Set<Value>();
    for (const [key, value] of node.pairs) {
      if (!isMerge(key)) continue;
      for (const [name, item] of this.merge(value, depth)) map.set(name, item);
      for (const name of map.keys()) inherited.add(name);
    }
    for (const [keyNode, valueNode] of node.pairs) {
      if (isMerge(keyNode)) continue;
      if (keyNode === null) {
        this.error(
          'yaml.missing-key',
          'a value without a key',
          valueNode ?? node,
          'A text that begins with a colon must be quoted; an empty key is written as ~.',
        );
        continue;
      }
      const key = this.key(keyNode, depth);
      if (key === undefined) continue;
      if (map.has(key) && !inherited.has(key)) {
        this.error(
          'yaml.duplicate-key',
          `the key ${describe(key)} stands twice in one mapping`,
          keyNode,
          'The second would silently replace the first.',
        );
        continue;
      }
      if (inherited.delete(key)) map.delete(key);
      map.set(key, this.value(valueNode, depth + 1));
    }
    return map;
  }

  private key(node: TreeNode, depth: number): Value | undefined {
    const key = this.value(node, depth + 1);
    if (!Array.isArray(key) && !(key instanceof Map)) return key;
    const isFlow = node.kind === 'map' && node.isFlow;
    this.error(
      'yaml.unhashable-key',
      'a mapping or list cannot be a key',
      node,
      isFlow ? 'A text that begins with { or [ must be quoted.' : undefined,
    );
    return undefined;
  }

  /** What `<<` brings in: of several mappings, the first one wins. */
  private merge(node: TreeNode | null, depth: number): ValueMap {
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

function isMerge(key: TreeNode | null): boolean {
  return key?.kind === 'scalar' && key.isPlain && key.text === '<<';
}

function quietKey(key: ScalarNode): Value {
  return key.isPlain ? scalarValue(kindOf(key.text), key.text) : key.text;
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 12)}…` : text;
}

function describe(key: Value): string {
  return typeof key === 'string' ? JSON.stringify(key) : String(key);
}
