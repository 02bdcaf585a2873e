import type { Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';
import { insertIntoFlow, removeFromFlow, type FlowWriting } from '../flow.js';
import { afterLine, endOfLine, indentUnit, lineEnd, marginOf, splice, startOfLine } from '../splice.js';
import type { Item, TreeFormat } from '../tree.js';
import { blockLines, isBlock, itemLines, pairLines, printFlow, printInline } from './print.js';
import { readYaml, type YamlPlace } from './read.js';

export const yaml: TreeFormat<YamlPlace> = {
  read: readYaml,
  replace(text, path, value) {
    const item = path.at(-1) as Item<YamlPlace>;
    if (item.at.shared) throw shared();
    if (item.at.flow && !(item.at.brackets && !path.at(-2)?.at.flow))
      return splice(text, { from: item.at.start, to: item.at.end, put: blank(text, item.at) + printFlow(value) });
    return isBlock(value) ? toBlock(text, item, value) : toInline(text, item, value);
  },
  insert(text, path, key, value) {
    const container = path.at(-1) as Item<YamlPlace>;
    const { at, kind } = container;
    if (at.shared || at.alias) throw shared();
    const unit = indentUnit(text, '  ');
    const addition: Value = kind === 'list' ? [value] : new Map([[key, value]]);
    if (at.brackets && (at.spans.length > 0 || path.at(-2)?.at.flow))
      return insertIntoFlow(text, { start: at.start, end: at.end, items: at.spans }, writing(text, unit), () =>
        printFlow(addition).slice(1, -1),
      );
    if (path.length === 1 && at.spans.length === 0) return begin(text, at, addition as Map<Value, Value>, unit);
    if (at.spans.length === 0) return yaml.replace(text, path, addition);
    const lines = kind === 'list' ? itemLines(value, unit) : pairLines(key, value, unit);
    return insertLines(text, at.contentEnd, indented(lines, ' '.repeat(at.indent)));
  },
  remove(text, path, index) {
    const { at, ...container } = path.at(-1) as Item<YamlPlace>;
    const item =
      container.kind === 'mapping'
        ? container.pairs[index]?.item
        : container.kind === 'list'
          ? container.items[index]
          : undefined;
    if (!item || item.at.shared || at.shared || at.alias) throw shared();
    const place = at.spans.findIndex((span) => span.start === item.at.from);
    if (at.brackets)
      return removeFromFlow(text, { start: at.start, end: at.end, items: at.spans }, place, writing(text, ''));
    const empty: Value = container.kind === 'list' ? [] : new Map();
    if (at.spans.length === 1 && path.length > 1) return yaml.replace(text, path, empty);
    const span = at.spans[place] as { start: number; end: number };
    const next = at.spans[place + 1];
    if (marginOf(text, span.start) === undefined)
      // It shares its line with a dash, and what follows moves up there.
      return splice(text, { from: span.start, to: next?.start ?? span.end, put: '' });
    const from = startOfLine(text, span.start);
    return splice(text, { from, to: text[span.end - 1] === '\n' ? span.end : afterLine(text, span.end), put: '' });
  },
};

function shared(): OptionsRefused {
  return new OptionsRefused('this stands in the file by an alias only: what it is an alias of would change for all');
}

/** A value on the line of its key, or of its dash. */
function toInline(text: string, { kind, at }: Item<YamlPlace>, value: Value): string {
  const quotes = at.quotes === 'single' || at.quotes === 'double' ? at.quotes : 'plain';
  const put = printInline(value, quotes);
  if (kind === 'scalar' || at.brackets || at.alias) {
    const tail = text[at.end - 1] === '\n' && at.end > at.start ? lineEnd(text) : '';
    return splice(text, { from: at.start, to: at.end, put: blank(text, at) + put + tail });
  }
  if (marginOf(text, at.start) === undefined)
    return splice(text, { from: at.start, to: trimmed(text, at.contentEnd), put });
  const from = startOfLine(text, at.start);
  const to = text[at.contentEnd - 1] === '\n' ? at.contentEnd : afterLine(text, at.contentEnd);
  return splice(text, { from: at.behind, to: at.behind, put: ` ${put}` }, { from, to, put: '' });
}

/** A value on lines of its own, below the line of its key. */
function toBlock(text: string, { kind, at }: Item<YamlPlace>, value: Value[] | Map<Value, Value>): string {
  const unit = indentUnit(text, '  ');
  const lines = blockLines(value, unit);
  const eol = lineEnd(text);
  if (kind !== 'scalar' && !at.brackets && !at.alias) {
    const put = indented(lines, ' '.repeat(at.indent)).join(eol).trimStart();
    return splice(text, { from: at.start, to: trimmed(text, at.contentEnd), put });
  }
  const column = at.from - startOfLine(text, at.from);
  if (text[at.from] === '-' && at.behind === at.from + 1) {
    const put = indented(lines, ' '.repeat(column + 2))
      .join(eol)
      .trimStart();
    return splice(text, { from: at.start, to: trimmed(text, at.end), put: blank(text, at) + put });
  }
  if (at.from === at.start) return splice(text, { from: at.start, to: at.end, put: lines.join(eol) });
  const end = trimmed(text, at.end);
  const line = Math.max(end, endOfLine(text, end));
  const gone = text.slice(0, at.start).trimEnd().length;
  return splice(
    text,
    { from: Math.max(gone, at.behind), to: end, put: '' },
    {
      from: line,
      to: line,
      put: indented(lines, ' '.repeat(column) + unit)
        .map((one) => eol + one)
        .join(''),
    },
  );
}

function begin(text: string, at: YamlPlace, value: Map<Value, Value>, unit: string): string {
  const eol = lineEnd(text);
  const lines = blockLines(value, unit).join(eol);
  if (at.brackets) return splice(text, { from: at.start, to: at.end, put: lines });
  return `${text === '' || text.endsWith('\n') ? text : text + eol}${lines}${eol}`;
}

/** Behind the line on which something ends, with the comment that stands there. */
function insertLines(text: string, end: number, lines: readonly string[]): string {
  const eol = lineEnd(text);
  if (end > 0 && text[end - 1] === '\n')
    return splice(text, { from: end, to: end, put: lines.map((line) => line + eol).join('') });
  const at = endOfLine(text, end);
  return splice(text, { from: at, to: at, put: lines.map((line) => eol + line).join('') });
}

function indented(lines: readonly string[], margin: string): string[] {
  return lines.map((line) => margin + line);
}

function trimmed(text: string, end: number): number {
  return text[end - 1] === '\n' ? text.slice(0, end).trimEnd().length : end;
}

/** A value that was left out begins straight behind its colon. */
function blank(text: string, at: YamlPlace): string {
  return at.start === at.end && /[:-]/.test(text[at.start - 1] ?? '') ? ' ' : '';
}

function writing(text: string, unit: string): FlowWriting {
  const commentAt = (whole: string, at: number) =>
    whole[at] === '#' && /[\s,[{]/.test(whole[at - 1] ?? ' ') ? endOfLine(whole, at) : undefined;
  return { commentAt, unit, firstOnOwnLine: false, padded: /\{ \S/.test(text) };
}
