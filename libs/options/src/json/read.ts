import { parseExact, type Value } from '@fleet/values';
import { refuseAt } from '../definition.js';
import type { Flow, Span } from '../flow.js';
import type { Item, ItemPair } from '../tree.js';

/** Where a value stands; `items`: what is in it, pairs from their key on. */
export type JsonPlace = Flow;

const deepest = 200;
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const wordPattern = /-?[0-9][0-9.eE+-]*|true|false|null/y;

/**
 * JSON as editors and tools write it: comments, and a comma behind the last item, are fine. A file without a value is an empty mapping.
 * @throws OptionsRefused
 */
export function readJson(text: string): Item<JsonPlace> {
  let at = text.startsWith('\uFEFF') ? 1 : 0;

  function space(): void {
    for (;;) {
      while (at < text.length && ' \t\r\n'.includes(text[at] as string)) at += 1;
      const end = commentAt(text, at);
      if (end === undefined) return;
      if (end < 0) refuseAt(text, at, 'this comment has no end');
      at = end;
    }
  }
  function matched(pattern: RegExp, otherwise: string): string {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) refuseAt(text, at, at >= text.length ? 'the file ends here too early' : otherwise);
    at += found.length;
    return found;
  }
  /** Answers whether there is something before the closing bracket. */
  function goesOn(close: string, behindItem: boolean): boolean {
    space();
    if (behindItem && text[at] !== close) {
      if (text[at] !== ',')
        refuseAt(
          text,
          at,
          at >= text.length ? `the file ends here, and ${close} is missing` : `a comma or ${close} is missing here`,
        );
      at += 1;
      space();
    }
    if (text[at] !== close) return true;
    at += 1;
    return false;
  }
  function item(depth: number): Item<JsonPlace> {
    if (depth > deepest) refuseAt(text, at, 'this is nested too deeply');
    const start = at;
    if (text[at] === '{') return mapping(start, depth);
    if (text[at] === '[') return list(start, depth);
    const word =
      text[at] === '"'
        ? matched(stringPattern, 'this string is malformed')
        : matched(wordPattern, 'this is no value of JSON');
    return { kind: 'scalar', at: { start, end: at, items: [] }, value: scalar(word, start) };
  }
  function scalar(word: string, start: number): Value {
    try {
      return parseExact(word);
    } catch {
      return refuseAt(text, start, 'this is no value of JSON');
    }
  }
  function mapping(start: number, depth: number): Item<JsonPlace> {
    const [pairs, spans]: [ItemPair<JsonPlace>[], Span[]] = [[], []];
    at += 1;
    while (goesOn('}', pairs.length > 0)) {
      const from = at;
      const key = JSON.parse(matched(stringPattern, 'a key in quotes is missing here')) as string;
      space();
      matched(/:/y, 'a colon is missing here');
      space();
      pairs.push({ key, item: item(depth + 1) });
      spans.push({ start: from, end: at });
    }
    return { kind: 'mapping', at: { start, end: at, items: spans }, pairs };
  }
  function list(start: number, depth: number): Item<JsonPlace> {
    const items: Item<JsonPlace>[] = [];
    at += 1;
    while (goesOn(']', items.length > 0)) items.push(item(depth + 1));
    return { kind: 'list', at: { start, end: at, items: items.map((one) => one.at) }, items };
  }

  space();
  if (at >= text.length) return { kind: 'mapping', at: { start: at, end: at, items: [] }, pairs: [] };
  if (text[at] !== '{' && text[at] !== '[') refuseAt(text, at, 'a file of options begins with { or [');
  const root = item(0);
  space();
  if (at < text.length) refuseAt(text, at, 'the file goes on behind its value');
  return root;
}

/** The end of the comment that begins here; -1 where it has none. */
export function commentAt(text: string, at: number): number | undefined {
  if (text.startsWith('/*', at)) {
    const end = text.indexOf('*/', at + 2);
    return end < 0 ? -1 : end + 2;
  }
  if (!text.startsWith('//', at)) return undefined;
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}
