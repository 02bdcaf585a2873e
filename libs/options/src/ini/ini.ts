import type { Value } from '@fleet/values';
import { OptionsRefused, type IniStyle } from '../definition.js';
import { afterLine, endOfLine, indentOfLine, lineEnd, splice, startOfLine } from '../splice.js';
import { removeLines } from '../lines.js';
import type { Item, TreeFormat } from '../tree.js';
import { implicitSection, readIni, type IniPlace } from './read.js';

export function ini(style: IniStyle = {}): TreeFormat<IniPlace> {
  const separator = style.separator ?? '=';
  if (separator === '' || /[\r\n]/.test(separator))
    throw new OptionsRefused('a separator is at least one character of a line');

  /** The lines of an option, written as the others of the file are. */
  function optionText(text: string, section: IniPlace, key: Value, value: Value): string {
    const name = nameOf(key);
    const last = section.kind === 'section' ? section.options.at(-1) : undefined;
    if (name.includes(separator) || /^[[#;]|^\s|\s$|^$|[\p{Cc}]/u.test(name))
      throw new OptionsRefused(`${name} is no name of an option`);
    const pad = separator.trim() === '' || style.noSpaces ? '' : ' ';
    const shown = textOf(value).replaceAll('\n', `${lineEnd(text)}    `);
    return `${last === undefined ? '' : indentOfLine(text, last.start)}${name}${pad}${separator}${shown === '' ? '' : pad}${shown}`;
  }

  return {
    read: (text) => readIni(text, separator),
    replace(text, path, value) {
      const { at } = path.at(-1) as Item<IniPlace>;
      if (at.kind !== 'option') throw new OptionsRefused('a section is a mapping of options');
      const shown = textOf(value).replaceAll('\n', `${lineEnd(text)}    `);
      const lead =
        at.valueStart === at.valueEnd &&
        text[at.valueStart - 1] === separator &&
        separator.trim() !== '' &&
        !style.noSpaces
          ? ' '
          : '';
      return splice(text, { from: at.valueStart, to: at.valueEnd, put: shown === '' ? '' : lead + shown });
    },
    insert(text, path, key, value) {
      const { at } = path.at(-1) as Item<IniPlace>;
      const eol = lineEnd(text);
      if (at.kind === 'option') throw new OptionsRefused('an option of an ini file has nothing in it');
      if (at.kind === 'file') {
        const section = { kind: 'section', blocks: [], options: [] } as const;
        if (!(value instanceof Map))
          throw new OptionsRefused(`${nameOf(key)} is a section, and those are mappings of options`);
        const lines = [...value].map(([option, one]) => optionText(text, section, option, one));
        if (key === implicitSection) return lines.map((line) => line + eol).join('') + text;
        if (!/^[^\]\p{Cc}]+$/u.test(nameOf(key)) || nameOf(key).trim() !== key)
          throw new OptionsRefused(`${nameOf(key)} is no name of a section`);
        const ended = text === '' || text.endsWith('\n') ? text : text + eol;
        const gap = ended === '' || /\n\r?\n$/.test(ended) ? '' : eol;
        return `${ended}${gap}${[`[${String(key)}]`, ...lines].map((line) => line + eol).join('')}`;
      }
      const line = optionText(text, at, key, value);
      const behind = at.options.at(-1)?.end ?? at.blocks.at(-1)?.header;
      if (behind === undefined) return line + eol + text;
      const end = endOfLine(text, behind);
      return splice(text, { from: end, to: end, put: eol + line });
    },
    remove(text, path, index) {
      const container = path.at(-1) as Item<IniPlace>;
      const at = container.kind === 'mapping' ? container.pairs[index]?.item.at : undefined;
      if (at?.kind === 'option') {
        const from = startOfLine(text, at.start);
        return splice(text, { from, to: afterLine(text, at.end), put: '' });
      }
      const blocks = at?.kind === 'section' ? at.blocks : [];
      if (blocks.length > 0)
        return blocks.reduceRight((rest, block) => removeLines(rest, block.start, block.end), text);
      const options = at?.kind === 'section' ? at.options : [];
      return options.reduceRight(
        (rest, one) => splice(rest, { from: startOfLine(rest, one.start), to: afterLine(rest, one.end), put: '' }),
        text,
      );
    },
  };
}

function nameOf(key: Value): string {
  if (typeof key !== 'string' && typeof key !== 'number' && typeof key !== 'bigint')
    throw new OptionsRefused('a name in an ini file is a text');
  return String(key);
}

/** Lines that follow the first are its continuation: they are indented, and cannot begin as something else does. */
function textOf(value: Value): string {
  if (typeof value !== 'string') throw new OptionsRefused('a value of an ini file is a text');
  const [first = '', ...rest] = value.split('\n');
  if (/[^\P{Cc}\t]/u.test(value.replaceAll('\n', '')))
    throw new OptionsRefused('a value of an ini file has no control characters');
  if (
    rest.some((line) => line.trim() !== line || line === '' || /^[#;]/.test(line)) ||
    (rest.length > 0 && first === '') ||
    first.trim() !== first
  )
    throw new OptionsRefused(
      'an ini file keeps no blank lines, no comments and no blank space at the ends of lines in a value',
    );
  return value;
}
