import { refuseAt } from '../definition.js';
import type { Span } from '../flow.js';
import type { Item, ItemPair } from '../tree.js';

/** What stands before the first header, as Salt calls it. */
export const implicitSection = 'DEFAULT_IMPLICIT';

export type IniPlace =
  | { readonly kind: 'file' }
  | { readonly kind: 'section'; readonly blocks: readonly Block[]; readonly options: readonly Span[] }
  | (Span & { readonly kind: 'option'; readonly valueStart: number; readonly valueEnd: number });

/** One header with its options: a section may have several. */
interface Block extends Span {
  readonly header: number;
}

interface Section {
  readonly blocks: { start: number; end: number; header: number }[];
  readonly pairs: ItemPair<IniPlace>[];
}

/**
 * Sections, options, comments (`#`, `;`), and lines that go on by being indented deeper than their option. What is none of those is left
 * alone: a bare word is no option.
 * @throws OptionsRefused for a header that does not end
 */
export function readIni(text: string, separator: string): Item<IniPlace> {
  const sections = new Map<string, Section>();
  let current: Section = { blocks: [], pairs: [] };
  let last:
    | { key: string; value: string; indent: number; start: number; end: number; valueStart: number; valueEnd: number }
    | undefined;

  function keep(): void {
    if (!last) return;
    const { key, value, start, end, valueStart, valueEnd } = last;
    current.pairs.push({
      key,
      item: { kind: 'scalar', at: { kind: 'option', start, end, valueStart, valueEnd }, value },
    });
    const block = current.blocks.at(-1);
    if (block) block.end = end;
    last = undefined;
  }
  sections.set(implicitSection, current);
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  for (const raw of text.slice(at).split('\n')) {
    const start = at;
    at += raw.length + 1;
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const indent = line.length - line.trimStart().length;
    const words = line.trim();
    if (words === '' || /^[#;]/.test(words)) continue;
    const end = start + line.trimEnd().length;
    if (last && indent > last.indent) {
      last = { ...last, value: `${last.value}\n${words}`, end, valueEnd: end };
      continue;
    }
    keep();
    if (words.startsWith('[')) {
      const name = /^\[([^\]]+)\]\s*(?:[#;].*)?$/.exec(words)?.[1];
      if (name === undefined) refuseAt(text, start + indent, 'a header of a section is a name in brackets');
      current = sections.get(name.trim()) ?? { blocks: [], pairs: [] };
      current.blocks.push({ start, end, header: end });
      sections.set(name.trim(), current);
      continue;
    }
    const place = line.indexOf(separator, indent + 1);
    if (place < 0) continue;
    const rest = line.slice(place + separator.length);
    const value = rest.trim();
    const valueStart =
      value === '' ? start + place + separator.length : start + place + separator.length + rest.indexOf(value);
    last = {
      key: line.slice(indent, place).trim(),
      value,
      indent,
      start,
      end: Math.max(end, valueStart),
      valueStart,
      valueEnd: valueStart + value.length,
    };
  }
  keep();
  const pairs = [...sections]
    .filter(([name, section]) => name !== implicitSection || section.pairs.length > 0)
    .map(([name, section]) => ({ key: name, item: sectionItem(section) }));
  return { kind: 'mapping', at: { kind: 'file' }, pairs };
}

function sectionItem({ blocks, pairs }: Section): Item<IniPlace> {
  const options = pairs.map(({ item }) => item.at as Span);
  return { kind: 'mapping', at: { kind: 'section', blocks, options }, pairs };
}
