import { parse } from '@decimalturn/toml-patch';
import { float, Float, int, type Value } from '@fleet/values';
import type { Flow, Span } from '../flow.js';
import type { Item, ItemPair } from '../tree.js';

/** Where a value stands, `items` being what is in its brackets. */
export interface TomlValue extends Flow {
  readonly kind: 'value';
  readonly date: boolean;
}

export interface TomlPair extends Span {
  readonly key: readonly string[];
  readonly value: Item<TomlValue>;
}

/** A header with the pairs below it; the first block of a file has none. */
export interface TomlBlock extends Span {
  readonly header?: { readonly key: readonly string[]; readonly list: boolean; readonly end: number };
  readonly pairs: readonly TomlPair[];
}

/** Of a text that is known to be TOML: what stands where. The library that checks it tells no places. */
export function scanToml(text: string): TomlBlock[] {
  return new Scan(text).blocks();
}

const date =
  /\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d(?::\d\d(?:\.\d+)?)?/y;

class Scan {
  private at: number;

  constructor(private readonly text: string) {
    this.at = text.startsWith('\uFEFF') ? 1 : 0;
  }

  blocks(): TomlBlock[] {
    const blocks: { start: number; end: number; header?: TomlBlock['header']; pairs: TomlPair[] }[] = [
      { start: this.at, end: this.at, pairs: [] },
    ];
    for (this.space(true); this.at < this.text.length; this.space(true)) {
      const start = this.at;
      const block = blocks.at(-1) as (typeof blocks)[number];
      if (this.text[this.at] !== '[') {
        block.pairs.push(this.pair());
        block.end = this.at;
        continue;
      }
      const list = this.text[this.at + 1] === '[';
      this.at += list ? 2 : 1;
      const key = this.key();
      this.at += list ? 2 : 1;
      blocks.push({ start, end: this.at, header: { key, list, end: this.at }, pairs: [] });
    }
    return blocks;
  }

  private space(lines: boolean): void {
    for (;;) {
      while (this.at < this.text.length && (lines ? ' \t\r\n' : ' \t').includes(this.text[this.at] as string))
        this.at += 1;
      if (!lines || this.text[this.at] !== '#') return;
      const end = this.text.indexOf('\n', this.at);
      this.at = end < 0 ? this.text.length : end;
    }
  }

  private pair(): TomlPair {
    const start = this.at;
    const key = this.key();
    this.at += 1;
    this.space(false);
    const value = this.value();
    return { start, end: this.at, key, value };
  }

  private key(): string[] {
    const parts: string[] = [];
    for (;;) {
      this.space(false);
      parts.push(/["']/.test(this.text[this.at] ?? '') ? this.string() : this.matched(/[^\s.=\]]+/y));
      this.space(false);
      if (this.text[this.at] !== '.') return parts;
      this.at += 1;
    }
  }

  private value(): Item<TomlValue> {
    const start = this.at;
    const first = this.text[start];
    const place = (items: readonly Span[], isDate = false): TomlValue => ({
      kind: 'value',
      start,
      end: this.at,
      items,
      date: isDate,
    });
    if (first === '[') {
      const items: Item<TomlValue>[] = [];
      for (this.open(); this.text[this.at] !== ']'; this.comma()) items.push(this.value());
      this.at += 1;
      return { kind: 'list', at: place(items.map((item) => item.at)), items };
    }
    if (first === '{') {
      const pairs: TomlPair[] = [];
      for (this.open(); this.text[this.at] !== '}'; this.comma()) pairs.push(this.pair());
      this.at += 1;
      return { kind: 'mapping', at: place(pairs), pairs: nested(pairs) };
    }
    if (first === '"' || first === "'") {
      const value = this.string();
      return { kind: 'scalar', at: place([]), value };
    }
    date.lastIndex = start;
    const found = date.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    const value: Value = found ?? bare(this.matched(/[^\s,\]}#]+/y));
    return { kind: 'scalar', at: place([], found !== undefined), value };
  }

  private open(): void {
    this.at += 1;
    this.space(true);
  }

  private comma(): void {
    this.space(true);
    if (this.text[this.at] === ',') this.open();
  }

  private string(): string {
    const start = this.at;
    const quote = this.text[start] as string;
    const mark = this.text.startsWith(quote.repeat(3), start) ? quote.repeat(3) : quote;
    this.at += mark.length;
    while (!this.text.startsWith(mark, this.at)) this.at += quote === '"' && this.text[this.at] === '\\' ? 2 : 1;
    this.at += mark.length;
    // Up to two more quotes before the closing three belong to the text.
    if (mark.length === 3) for (let more = 0; more < 2 && this.text[this.at] === quote; more += 1) this.at += 1;
    const raw = this.text.slice(start, this.at);
    if (mark.length === 1 && !raw.includes('\\')) return raw.slice(1, -1);
    return (parse(`x = ${raw}\n`) as { x: string }).x;
  }

  private matched(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new TypeError('a checked text of TOML cannot be read');
    this.at += found.length;
    return found;
  }
}

function bare(word: string): Value {
  if (word === 'true' || word === 'false') return word === 'true';
  const digits = word.replaceAll('_', '');
  const body = digits.replace(/^[-+]/, '');
  const sign = digits.startsWith('-') ? -1 : 1;
  if (body === 'inf') return new Float(sign * Infinity);
  if (body === 'nan') return new Float(Number.NaN);
  if (/^0[xob]|^\d+$/.test(body)) return int(BigInt(sign) * BigInt(body));
  return float(Number(digits));
}

/** `{a.b = 1}`: a mapping in a mapping, which cannot be told apart from `{a = {b = 1}}` by who only reads. */
function nested(pairs: readonly TomlPair[]): ItemPair<TomlValue>[] {
  const groups = new Map<string, TomlPair[]>();
  for (const pair of pairs) {
    const [first] = pair.key as [string];
    groups.set(first, [...(groups.get(first) ?? []), pair]);
  }
  return [...groups].map(([key, members]) => {
    const [only] = members as [TomlPair];
    if (only.key.length === 1) return { key, item: only.value };
    const inner = members.map((member) => ({ ...member, key: member.key.slice(1) }));
    return {
      key,
      item: {
        kind: 'mapping',
        at: { ...only.value.at, start: only.start, end: only.start, items: [] },
        pairs: nested(inner),
      },
    };
  });
}
