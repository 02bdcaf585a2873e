import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseAllDocuments,
  type CST,
  type Document,
  type Node,
  type Pair,
  type Scalar,
} from 'yaml';
import type { Value } from '@fleet/values';
import { refuseAt } from '../definition.js';
import type { Span } from '../flow.js';
import type { Item, ItemPair } from '../tree.js';
import { readPlain } from './plain.js';

export interface YamlPlace extends Span {
  /** Of the scalar's own writing. */
  readonly quotes: 'plain' | 'single' | 'double' | 'block' | 'none';
  /** It stands in brackets, or is in brackets itself. */
  readonly flow: boolean;
  /** Brackets of its own. */
  readonly brackets: boolean;
  /** Behind the colon or the dash that leads to it. */
  readonly behind: number;
  /** Where its own key, or its dash, begins. */
  readonly from: number;
  /** Columns before the keys or dashes in it. */
  readonly indent: number;
  /** Behind the last character of what it holds, comments and blank lines left out. */
  readonly contentEnd: number;
  /** Seen through an alias: what would change here stands elsewhere. */
  readonly shared: boolean;
  /** It is an alias: as a whole it may be replaced. */
  readonly alias: boolean;
  /** What is in it, merge keys too: each from its key or dash to the end of its content. */
  readonly spans: readonly Span[];
}

type Lead = Pick<YamlPlace, 'behind' | 'from' | 'flow' | 'shared'>;

const mostNodes = 200_000;

/** @throws OptionsRefused */
export function readYaml(text: string): Item<YamlPlace> {
  const documents = parseAllDocuments(text, {
    keepSourceTokens: true,
    schema: 'failsafe',
    version: '1.1',
    uniqueKeys: false,
    logLevel: 'silent',
  });
  const [document, second] = 'empty' in documents ? [] : documents;
  const lead = { behind: 0, from: 0, flow: false, shared: false };
  const nothing: Item<YamlPlace> = {
    kind: 'mapping',
    at: place({ start: text.length, end: text.length }, lead),
    pairs: [],
  };
  if (!document) return nothing;
  const [problem] = document.errors;
  if (problem) refuseAt(text, problem.pos[0], problem.message.split(' at line ')[0] ?? problem.code);
  if (second) refuseAt(text, second.range[0], 'the file holds several documents');
  if (!document.contents) return nothing;
  if (isScalar(document.contents) && document.contents.source === '') return nothing;
  if (!isMap(document.contents) && !isSeq(document.contents))
    refuseAt(text, document.contents.range?.[0] ?? 0, 'the file holds a single value, and no mapping or list');
  return new Reader(text, document).item(document.contents as Node, lead);
}

function place(span: Span, lead: Lead, own: Partial<YamlPlace> = {}): YamlPlace {
  return {
    start: span.start,
    end: span.end,
    contentEnd: span.end,
    quotes: 'none',
    brackets: false,
    indent: 0,
    alias: false,
    spans: [],
    ...lead,
    ...own,
  };
}

class Reader {
  private nodes = 0;
  private readonly open = new Set<Node>();

  constructor(
    private readonly text: string,
    private readonly document: Document,
  ) {}

  item(node: Node | null, lead: Lead): Item<YamlPlace> {
    this.nodes += 1;
    if (this.nodes > mostNodes) refuseAt(this.text, lead.from, 'the file holds too much');
    if (!node) return { kind: 'scalar', at: place({ start: lead.behind, end: lead.behind }, lead), value: null };
    const span = { start: node.range?.[0] ?? lead.behind, end: node.range?.[1] ?? lead.behind };
    if (isAlias(node)) return this.aliased(node, span, lead);
    if (isScalar(node)) return scalarItem(node, span, lead);
    const brackets = node.srcToken?.type === 'flow-collection';
    const flow = lead.flow || brackets;
    const indent = node.srcToken && 'indent' in node.srcToken ? node.srcToken.indent : 0;
    const spans: Span[] = [];
    const inside = { flow, shared: lead.shared };
    const own = () =>
      place(span, lead, {
        flow,
        brackets,
        indent,
        spans,
        contentEnd: brackets ? span.end : (spans.at(-1)?.end ?? span.end),
      });
    if (isMap(node)) {
      const pairs = node.items.flatMap((pair) => this.pair(pair as Pair<Node, Node | null>, inside, spans));
      return { kind: 'mapping', at: own(), pairs };
    }
    if (!isSeq(node)) refuseAt(this.text, span.start, 'this is no value');
    const dashes = node.srcToken && 'items' in node.srcToken ? dashesOf(node.srcToken.items) : [];
    const items = node.items.map((one, index) => {
      const child = one as Node | null;
      const dash = dashes[index];
      const from = dash ?? child?.range?.[0] ?? span.start;
      const item = this.item(child, { from, behind: dash === undefined ? from : dash + 1, ...inside });
      spans.push({ start: from, end: item.at.contentEnd });
      return item;
    });
    return { kind: 'list', at: own(), items };
  }

  private aliased(node: Node, span: Span, lead: Lead): Item<YamlPlace> {
    const target = isAlias(node) ? node.resolve(this.document) : undefined;
    if (!target || this.open.has(target)) refuseAt(this.text, span.start, 'this alias leads nowhere, or to itself');
    this.open.add(target);
    const item = this.item(target, { ...lead, shared: true });
    this.open.delete(target);
    return { ...item, alias: true, at: place(span, lead, { alias: true }) };
  }

  private pair(
    pair: Pair<Node, Node | null>,
    inside: Pick<Lead, 'flow' | 'shared'>,
    spans: Span[],
  ): ItemPair<YamlPlace>[] {
    const tokens = (pair as { srcToken?: CST.CollectionItem }).srcToken;
    const colon = tokens?.sep?.find((token) => token.type === 'map-value-ind');
    const end = pair.key.range?.[1] ?? 0;
    const from = tokens?.start.find((token) => ['anchor', 'tag', 'explicit-key-ind'].includes(token.type))?.offset;
    const lead = { from: from ?? pair.key.range?.[0] ?? 0, behind: colon ? colon.offset + 1 : end, ...inside };
    const key = this.item(pair.key, lead);
    if (key.kind !== 'scalar') refuseAt(this.text, lead.from, 'a key is a single value');
    const item = this.item(pair.value, lead);
    spans.push({ start: lead.from, end: Math.max(lead.behind, item.at.contentEnd) });
    if (key.value !== '<<' || key.at.quotes !== 'plain') return [{ key: key.value, item }];
    const sources = item.kind === 'list' ? [...item.items].reverse() : [item];
    const borrowed = sources.flatMap((source) => (source.kind === 'mapping' ? source.pairs : []));
    return borrowed.map((one) => ({ ...one, borrowed: true as const }));
  }
}

function scalarItem(node: Scalar, span: Span, lead: Lead): Item<YamlPlace> {
  const quotes =
    node.type === 'PLAIN' || node.type === undefined
      ? 'plain'
      : node.type === 'QUOTE_SINGLE'
        ? 'single'
        : node.type === 'QUOTE_DOUBLE'
          ? 'double'
          : 'block';
  const text = String(node.source ?? node.value ?? '');
  const asText = quotes !== 'plain' || node.tag === 'tag:yaml.org,2002:str' || node.tag === '!';
  const value: Value = asText ? String(node.value ?? '') : readPlain(text);
  const empty = quotes === 'plain' && text === '';
  return empty
    ? { kind: 'scalar', at: place({ start: lead.behind, end: lead.behind }, lead), value }
    : { kind: 'scalar', at: place(span, lead, { quotes }), value };
}

function dashesOf(items: readonly CST.CollectionItem[]): number[] {
  return items.flatMap(({ start }) => start.find((token) => token.type === 'seq-item-ind')?.offset ?? []);
}
