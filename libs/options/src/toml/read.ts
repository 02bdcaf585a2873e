import { parse } from '@decimalturn/toml-patch';
import { OptionsRefused } from '../definition.js';
import type { Span } from '../flow.js';
import type { Item, ItemPair } from '../tree.js';
import { scanToml, type TomlBlock, type TomlPair, type TomlValue } from './scan.js';

/** A table that headers and dotted keys make, or a list of such tables. */
export interface TomlTable {
  readonly kind: 'table';
  readonly path: readonly string[];
  /** The block whose header names it, or the first block of the file for the top. */
  own?: TomlBlock;
  /** Pairs that make it by their dotted keys, and the block that they stand in. */
  readonly dotted: { readonly pair: TomlPair; readonly block: TomlBlock }[];
  /** Blocks of it and of what is below it, in the order of the file. */
  readonly blocks: TomlBlock[];
  /** It is in a list of tables: a header elsewhere in the file could not name it. */
  readonly listed: boolean;
}

export type TomlPlace = TomlTable | (TomlValue & { readonly line?: Span });

interface Table {
  readonly at: TomlTable;
  readonly entries: Map<string, Entry>;
}
type Entry = Table | { readonly list: Table[]; readonly at: TomlTable } | { readonly pair: TomlPair };

/** @throws OptionsRefused */
export function readToml(text: string): Item<TomlPlace> {
  checkToml(text);
  const root = table([], false);
  for (const block of scanToml(text)) {
    let at = root;
    if (block.header) at = headed(root, block.header.key, block.header.list, block);
    else root.at.own = block;
    for (const pair of block.pairs) put(at, pair, block);
  }
  return tableItem(root);
}

function checkToml(text: string): void {
  try {
    parse(text);
  } catch (cause) {
    if (!(cause instanceof Error) || !('line' in cause) || !('column' in cause)) throw cause;
    const sentence = cause.message.split('\n').at(-1) ?? cause.message;
    throw new OptionsRefused(sentence, Number(cause.line), Number(cause.column) + 1);
  }
}

function table(path: readonly string[], listed: boolean): Table {
  return { at: { kind: 'table', path, dotted: [], blocks: [], listed }, entries: new Map() };
}

/** The table that a header names; a step through a list of tables means its last one. */
function headed(root: Table, key: readonly string[], list: boolean, block: TomlBlock): Table {
  let at = root;
  for (const [index, name] of key.entries()) {
    const path = key.slice(0, index + 1);
    const last = index === key.length - 1;
    let entry = at.entries.get(name);
    if (last && list) {
      if (!entry) at.entries.set(name, (entry = { list: [], at: table(path, at.at.listed).at }));
      if (!('list' in entry)) throw new TypeError('a checked text of TOML names a table twice');
      entry.list.push(table(path, true));
    }
    if (!entry) at.entries.set(name, (entry = table(path, at.at.listed)));
    if ('pair' in entry) throw new TypeError('a checked text of TOML names a table twice');
    entry.at.blocks.push(block);
    at = 'list' in entry ? (entry.list.at(-1) as Table) : entry;
    if (at !== entry) at.at.blocks.push(block);
  }
  at.at.own = block;
  return at;
}

function put(holder: Table, pair: TomlPair, block: TomlBlock): void {
  let at = holder;
  for (const name of pair.key.slice(0, -1)) {
    let entry = at.entries.get(name);
    if (!entry) at.entries.set(name, (entry = table([...at.at.path, name], at.at.listed)));
    if (!('entries' in entry)) throw new TypeError('a checked text of TOML names a table twice');
    entry.at.dotted.push({ pair, block });
    at = entry;
  }
  at.entries.set(pair.key.at(-1) as string, { pair });
}

function tableItem({ at, entries }: Table): Item<TomlPlace> {
  const pairs = [...entries].map(([key, entry]): ItemPair<TomlPlace> => ({ key, item: entryItem(entry) }));
  return { kind: 'mapping', at, pairs };
}

function entryItem(entry: Entry): Item<TomlPlace> {
  if ('list' in entry) return { kind: 'list', at: entry.at, items: entry.list.map(tableItem) };
  if ('entries' in entry) return tableItem(entry);
  const { value, start, end } = entry.pair;
  return { ...value, at: { ...value.at, line: { start, end } } };
}
