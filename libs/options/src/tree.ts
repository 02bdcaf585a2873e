import type { Value } from '@fleet/values';

/** A place of a text that holds a value, as each format's reader finds it. `at` is whatever the format needs to find it again. */
export type Item<At> = { /** It only points to a value elsewhere (an alias of YAML). */ readonly alias?: true } & (
  | { readonly kind: 'scalar'; readonly at: At; readonly value: Value }
  | { readonly kind: 'mapping'; readonly at: At; readonly pairs: readonly ItemPair<At>[] }
  | { readonly kind: 'list'; readonly at: At; readonly items: readonly Item<At>[] }
);

export interface ItemPair<At> {
  readonly key: Value;
  readonly item: Item<At>;
  /** It comes from elsewhere (a merge key of YAML): it can be read here, and not changed. */
  readonly borrowed?: true;
}

export type Mapping<At> = Extract<Item<At>, { kind: 'mapping' }>;
export type List<At> = Extract<Item<At>, { kind: 'list' }>;

/**
 * What a format can do to a text: every edit is a splice of the text itself, so that whatever is not touched keeps its bytes. Each
 * answers the new text, and is asked again of that.
 * @throws OptionsRefused
 */
export interface TreeFormat<At> {
  /** The top of the file is always a mapping or a list; an empty file is an empty mapping. */
  read(text: string): Item<At>;
  /** Puts another value in the place of one. */
  replace(text: string, path: readonly Item<At>[], value: Value): string;
  /** Adds a pair to the mapping, or an item to the end of the list, that `path` ends with. */
  insert(text: string, path: readonly Item<At>[], key: Value, value: Value): string;
  /** Takes the pair or item of this number out of the mapping or list that `path` ends with. */
  remove(text: string, path: readonly Item<At>[], index: number): string;
}

export function valueOf<At>(item: Item<At>): Value {
  if (item.kind === 'scalar') return item.value;
  if (item.kind === 'list') return item.items.map(valueOf);
  // Of a key that stands twice, the last one counts, as all readers of such files have it; what is borrowed only fills gaps.
  const result = new Map<Value, Value>();
  for (const { key, item: value, borrowed } of item.pairs)
    if (!borrowed || !result.has(key)) result.set(key, valueOf(value));
  return result;
}

/** As `valueOf`, but of the file alone: what is only pointed to is left out, for it changes with what it points to. */
export function ownValueOf<At>(item: Item<At>): Value {
  if (item.alias) return null;
  if (item.kind === 'scalar') return item.value;
  if (item.kind === 'list') return item.items.map(ownValueOf);
  return new Map(
    item.pairs.filter(({ borrowed }) => !borrowed).map(({ key, item: value }) => [key, ownValueOf(value)]),
  );
}

/** Where a step leads: the number of the pair or item; -1 where it leads nowhere. */
export function indexOf<At>(item: Item<At>, step: Value): number {
  if (item.kind === 'scalar') return -1;
  if (item.kind === 'list') {
    const index = /^-?[0-9]{1,9}$/.test(String(step)) ? Number(step) : Number.NaN;
    const place = index < 0 ? item.items.length + index : index;
    return place >= 0 && place < item.items.length ? place : -1;
  }
  const keys = item.pairs.map(({ key }) => key);
  const own = keys.findLastIndex((key, index) => key === step && !item.pairs[index]?.borrowed);
  if (own >= 0) return own;
  const exact = keys.indexOf(step);
  if (exact >= 0) return exact;
  // `8080` of a path in colon notation may be a number in the file.
  return typeof step === 'string' ? keys.findLastIndex((key) => typeof key !== 'string' && String(key) === step) : -1;
}

export function childOf<At>(item: Item<At>, index: number): Item<At> | undefined {
  if (item.kind === 'scalar') return undefined;
  return item.kind === 'list' ? item.items[index] : item.pairs[index]?.item;
}
