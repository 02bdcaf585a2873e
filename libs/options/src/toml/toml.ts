import type { Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';
import { insertIntoFlow, removeFromFlow, type FlowWriting } from '../flow.js';
import { removeLines } from '../lines.js';
import { afterLine, endOfLine, indentOfLine, indentUnit, lineEnd, splice, startOfLine } from '../splice.js';
import type { Item, TreeFormat } from '../tree.js';
import { printKey, printPath, printToml } from './print.js';
import { readToml, type TomlPlace, type TomlTable } from './read.js';
import type { TomlBlock } from './scan.js';

const dateText =
  /^(?:\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(?:\.\d+)?)$/;

export const toml: TreeFormat<TomlPlace> = {
  read: readToml,
  replace(text, path, value) {
    const { at } = path.at(-1) as Item<TomlPlace>;
    if (at.kind === 'table')
      throw new OptionsRefused('there is a table with a header of its own here: remove it first');
    // A date is a text for everybody but TOML; it stays a date.
    const put =
      at.date && typeof value === 'string' && dateText.test(value)
        ? value
        : printToml(value, text[at.start] === "'" ? "'" : '"');
    return splice(text, { from: at.start, to: at.end, put });
  },
  insert(text, path, key, value) {
    const { at, kind } = path.at(-1) as Item<TomlPlace>;
    if (at.kind === 'value') {
      if (at.end === at.start)
        throw new OptionsRefused('this table is made of dotted keys in brackets, and gets no more of them');
      return insertIntoFlow(
        text,
        at,
        writing(text),
        () => (kind === 'list' ? '' : `${printKey(key)} = `) + printToml(value),
      );
    }
    if (kind === 'list') return insertElement(text, at, value);
    if (value instanceof Map && value.size > 0 && !at.listed && at.dotted.length === 0)
      return appended(text, sections([...at.path, key], value));
    const line = `${printKey(key)} = ${printToml(value)}`;
    const dotted = at.dotted.at(-1);
    if (dotted) {
      const before = at.path.slice(dotted.block.header?.key.length ?? 0);
      return insertLine(text, dotted.pair.end, `${indentOfLine(text, dotted.pair.start)}${printPath(before)}.${line}`);
    }
    return at.own ? insertPair(text, at.own, line) : appended(text, [`[${printPath(at.path)}]`, line]);
  },
  remove(text, path, index) {
    const container = path.at(-1) as Item<TomlPlace>;
    if (container.at.kind === 'value') return removeFromFlow(text, container.at, index, writing(text));
    const item =
      container.kind === 'mapping'
        ? container.pairs[index]?.item
        : container.kind === 'list'
          ? container.items[index]
          : undefined;
    if (!item) return text;
    if (item.at.kind === 'value') return withoutLines(text, item.at.line ?? item.at);
    return withoutTable(text, item.at);
  },
};

/** Of a table: whole blocks where a header names it, single lines where only dotted keys do. */
function withoutTable(text: string, { blocks, dotted }: TomlTable): string {
  const own = dotted.filter(({ block }) => !blocks.includes(block)).map(({ pair }) => ({ ...pair, whole: false }));
  const all = [...blocks.map(({ start, end }) => ({ start, end, whole: true })), ...own].sort(
    (a, b) => b.start - a.start,
  );
  return all.reduce(
    (rest, place) => (place.whole ? removeLines(rest, place.start, place.end) : withoutLines(rest, place)),
    text,
  );
}

function withoutLines(text: string, { start, end }: { start: number; end: number }): string {
  return splice(text, { from: startOfLine(text, start), to: afterLine(text, end), put: '' });
}

/** Behind the last pair of a block, or below its header; at the top of the file, above the first header and what belongs to it. */
function insertPair(text: string, block: TomlBlock, line: string): string {
  const last = block.pairs.at(-1);
  if (last) return insertLine(text, last.end, indentOfLine(text, last.start) + line);
  if (block.header) return insertLine(text, block.header.end, indentOfLine(text, block.start) + line);
  const eol = lineEnd(text);
  const header = /^[ \t]*\[/m.exec(text)?.index;
  if (header === undefined) return `${text === '' || text.endsWith('\n') ? text : text + eol}${line}${eol}`;
  const comments = /(?:(?<=^|\n)[ \t]*#[^\n]*\n)*$/.exec(text.slice(0, header))?.[0].length ?? 0;
  const at = header - comments;
  return splice(text, { from: at, to: at, put: `${line}${eol}${eol}` });
}

/** Another element of a list of tables, behind its last one. */
function insertElement(text: string, { path, blocks }: TomlTable, value: Value): string {
  if (!(value instanceof Map)) throw new OptionsRefused(`${printPath(path)} is a list of tables, and takes only those`);
  const lines = [...value].map(([key, item]) => `${printKey(key)} = ${printToml(item)}`);
  const end = endOfLine(text, blocks.at(-1)?.end ?? text.length);
  const eol = lineEnd(text);
  return splice(text, { from: end, to: end, put: ['', '', `[[${printPath(path)}]]`, ...lines].join(eol) });
}

/** A table with its header, and the tables in it with theirs. */
function sections(path: readonly Value[], value: Map<Value, Value>): string[] {
  const isTable = (item: Value): item is Map<Value, Value> => item instanceof Map && item.size > 0;
  const tables = [...value].filter((entry): entry is [Value, Map<Value, Value>] => isTable(entry[1]));
  const lines = [...value]
    .filter(([, item]) => !isTable(item))
    .map(([key, item]) => `${printKey(key)} = ${printToml(item)}`);
  const own = lines.length > 0 ? [`[${printPath(path)}]`, ...lines] : [];
  return tables.reduce(
    (rows, [key, inner]) => [...rows, ...(rows.length > 0 ? [''] : []), ...sections([...path, key], inner)],
    own,
  );
}

function appended(text: string, lines: readonly string[]): string {
  const eol = lineEnd(text);
  const ended = text === '' || text.endsWith('\n') ? text : text + eol;
  const gap = ended === '' || /\n\r?\n$/.test(ended) ? '' : eol;
  return ended + gap + lines.map((line) => line + eol).join('');
}

function insertLine(text: string, end: number, line: string): string {
  const at = endOfLine(text, end);
  return splice(text, { from: at, to: at, put: lineEnd(text) + line });
}

function writing(text: string): FlowWriting {
  return {
    commentAt: (whole, at) => (whole[at] === '#' ? endOfLine(whole, at) : undefined),
    unit: indentUnit(text, '  '),
    firstOnOwnLine: false,
    padded: false,
  };
}
