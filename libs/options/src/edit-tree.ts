import { copy, type Value, type ValueMap } from '@fleet/values';
import { OptionsRefused, type OptionPath } from './definition.js';
import { pathText } from './path.js';
import { same } from './same.js';
import { childOf, indexOf, ownValueOf, valueOf, type Item, type TreeFormat } from './tree.js';

/** What stands at the path; `undefined` where nothing does. */
export function readTree<At>(format: TreeFormat<At>, text: string, path: OptionPath): Value | undefined {
  const { chain, missing } = follow(format.read(text), path);
  return missing.length === 0 ? valueOf(chain.at(-1) as Item<At>) : undefined;
}

/** The text with the value at the path; the text itself where it stands there already. */
export function setTree<At>(format: TreeFormat<At>, text: string, path: OptionPath, value: Value): string {
  const before = ownValueOf(format.read(text));
  const edited = put(format, text, path, value);
  if (edited === text) return text;
  check(format, edited, path, overlaid(before, path, value));
  return edited;
}

/** The text without what stands at the path; the text itself where nothing does. */
export function removeTree<At>(format: TreeFormat<At>, text: string, path: OptionPath): string {
  if (path.length === 0) throw new OptionsRefused('the path is empty: a whole file is not removed this way');
  const before = ownValueOf(format.read(text));
  const edited = drop(format, text, path);
  if (edited === text) return text;
  // What only its pairs made (a section of an ini file, a table of dotted keys) goes with the last of them.
  const emptied = path.length > 1 ? without(before, path.slice(0, -1)) : before;
  check(format, edited, path, without(before, path), emptied);
  return edited;
}

function put<At>(format: TreeFormat<At>, text: string, path: OptionPath, value: Value): string {
  const { chain, missing } = followOwn(format.read(text), path);
  const last = chain.at(-1) as Item<At>;
  if (missing.length === 0) return reconcile(format, text, path, chain, value);
  const [step, ...rest] = missing as [Value, ...Value[]];
  const added = rest.reduceRight<Value>((inner, key) => new Map([[key, inner]]), value);
  if (last.kind === 'scalar' && last.value !== null)
    throw new OptionsRefused(`${stepsText(path, missing)} is no mapping, so it has no ${String(step)}`);
  // `key:` without a value is where people leave room for a mapping.
  if (last.kind === 'scalar') return format.replace(text, chain, new Map([[step, added]]));
  if (last.kind === 'list' && String(step) !== String(last.items.length))
    throw new OptionsRefused(
      `${stepsText(path, missing)} is a list of ${last.items.length}, and ${String(step)} is neither in it nor its end`,
    );
  return format.insert(text, chain, step, added);
}

/** Mappings and lists are changed where they differ: comments in them stay. */
function reconcile<At>(
  format: TreeFormat<At>,
  text: string,
  path: OptionPath,
  chain: readonly Item<At>[],
  value: Value,
): string {
  const item = chain.at(-1) as Item<At>;
  const now = valueOf(item);
  if (same(now, value)) return text;
  let edited = text;
  if (item.kind === 'mapping' && value instanceof Map) {
    for (const [key, one] of value) edited = put(format, edited, [...path, key], one);
    for (const key of (now as ValueMap).keys()) if (!value.has(key)) edited = drop(format, edited, [...path, key]);
    return edited;
  }
  if (item.kind === 'list' && Array.isArray(value)) {
    value.forEach((one, index) => (edited = put(format, edited, [...path, index], one)));
    for (let index = item.items.length - 1; index >= value.length; index -= 1)
      edited = drop(format, edited, [...path, index]);
    return edited;
  }
  if (chain.length === 1) throw new OptionsRefused('the top of the file cannot become something else');
  return format.replace(text, chain, value);
}

/** A key that stands twice is taken out twice. */
function drop<At>(format: TreeFormat<At>, text: string, path: OptionPath): string {
  const holder = path.slice(0, -1);
  const step = path.at(-1) as Value;
  let edited = text;
  for (;;) {
    const { chain, missing } = follow(format.read(edited), holder);
    const last = chain.at(-1) as Item<At>;
    const index = missing.length > 0 ? -1 : indexOf(last, step);
    if (index < 0 || (last.kind === 'mapping' && last.pairs[index]?.borrowed)) return edited;
    edited = format.remove(edited, chain, index);
    if (last.kind === 'list') return edited;
  }
}

function follow<At>(root: Item<At>, path: OptionPath): { chain: Item<At>[]; missing: OptionPath } {
  const chain = [root];
  for (const [at, step] of path.entries()) {
    const last = chain.at(-1) as Item<At>;
    const next = childOf(last, indexOf(last, step));
    if (!next) return { chain, missing: path.slice(at) };
    chain.push(next);
  }
  return { chain, missing: [] };
}

/** What is borrowed is as good as missing: setting it means to have it of one's own. */
function followOwn<At>(root: Item<At>, path: OptionPath): { chain: Item<At>[]; missing: OptionPath } {
  const found = follow(root, path);
  const holder = found.chain.at(-2);
  if (found.missing.length > 0 || holder?.kind !== 'mapping') return found;
  const step = path.at(-1) as Value;
  if (!holder.pairs[indexOf(holder, step)]?.borrowed) return found;
  return { chain: found.chain.slice(0, -1), missing: [step] };
}

function stepsText(path: OptionPath, missing: OptionPath): string {
  return pathText(path.slice(0, path.length - missing.length)) || 'the file';
}

/** The last word: what a reader of the file finds in it is what was wanted, there and everywhere else. */
function check<At>(format: TreeFormat<At>, edited: string, path: OptionPath, ...wanted: readonly Value[]): void {
  const now = ownValueOf(format.read(edited));
  if (!wanted.some((one) => same(now, one)))
    throw new OptionsRefused(
      `${pathText(path)} cannot be changed here without changing something else, or to a value of this kind`,
    );
}

function overlaid(data: Value, path: OptionPath, value: Value): Value {
  if (path.length === 0) return value;
  const [step, ...rest] = path as [Value, ...Value[]];
  if (Array.isArray(data)) {
    const place = String(step).startsWith('-') ? data.length + Number(step) : Number(step);
    const items = copy(data);
    items[place] = overlaid(items[place] ?? null, rest, value);
    return items;
  }
  const result: ValueMap = new Map(data instanceof Map ? data : []);
  const key = keyIn(result, step);
  result.set(key, overlaid(result.get(key) ?? null, rest, value));
  return result;
}

function without(data: Value, path: OptionPath): Value {
  const [step, ...rest] = path as [Value, ...Value[]];
  if (Array.isArray(data)) {
    const place = String(step).startsWith('-') ? data.length + Number(step) : Number(step);
    if (rest.length === 0) return data.filter((_item, index) => index !== place);
    return data.map((item, index) => (index === place ? without(item, rest) : item));
  }
  const result: ValueMap = new Map(data as ValueMap);
  const key = keyIn(result, step);
  if (rest.length === 0) result.delete(key);
  else result.set(key, without(result.get(key) as Value, rest));
  return result;
}

function keyIn(map: ValueMap, step: Value): Value {
  if (map.has(step) || typeof step !== 'string') return step;
  return [...map.keys()].find((key) => typeof key !== 'string' && String(key) === step) ?? step;
}
