import type { Value } from '@fleet/values';
import { OptionsRefused } from '../definition.js';
import { insertIntoFlow, removeFromFlow, type FlowWriting } from '../flow.js';
import { indentOfLine, indentUnit, lineEnd, marginOf, splice } from '../splice.js';
import type { Item, TreeFormat } from '../tree.js';
import { printJson, printJsonLine } from './print.js';
import { commentAt, readJson, type JsonPlace } from './read.js';

export const json: TreeFormat<JsonPlace> = {
  read: readJson,
  replace(text, path, value) {
    const { at } = path.at(-1) as Item<JsonPlace>;
    return splice(text, { from: at.start, to: at.end, put: print(text, value, indentOfLine(text, at.start)) });
  },
  insert(text, path, key, value) {
    const { kind, at } = path.at(-1) as Item<JsonPlace>;
    if (at.start === at.end) return begin(text, key, value);
    if (kind === 'mapping' && typeof key !== 'string') throw new OptionsRefused('a key of JSON is a text');
    const name = kind === 'mapping' ? `${JSON.stringify(key)}${colon(text, at)}` : '';
    // What shares its line with its siblings stays on it.
    const last = at.items.at(-1);
    const onOneLine = last !== undefined && marginOf(text, last.start) === undefined;
    return insertIntoFlow(
      text,
      at,
      writing(text),
      (margin) => name + (onOneLine ? printJsonLine(value) : print(text, value, margin)),
    );
  },
  remove(text, path, index) {
    return removeFromFlow(text, (path.at(-1) as Item<JsonPlace>).at, index, writing(text));
  },
};

/** The first value of a file that is empty. */
function begin(text: string, key: Value, value: Value): string {
  const ended = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  return `${ended}${print(text, new Map([[key, value]]), '')}\n`;
}

function print(text: string, value: Value, margin: string): string {
  return printJson(value, indentUnit(text, '  '), margin, lineEnd(text));
}

/** `"a":1` stays without blanks. */
function colon(text: string, { items }: JsonPlace): string {
  const last = items.at(-1);
  const between = last && /^"(?:[^"\\]|\\.)*"(\s*:[ \t]*)/.exec(text.slice(last.start, last.end))?.[1];
  return between ?? (/"\s*:\S/.test(text) && !/"\s*:\s/.test(text) ? ':' : ': ');
}

function writing(text: string): FlowWriting {
  const compact = !text.trim().includes('\n') && text.trim() !== '{}' && text.trim() !== '[]';
  return { commentAt, unit: indentUnit(text, '  '), firstOnOwnLine: !compact, padded: false };
}
