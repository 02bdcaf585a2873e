import { pythonStr } from '@fleet/rendering';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';

/** A unit file from {section: {key: value}}; a list of values is one line each. One sentence where a line could not be written. */
export function writeSections(sections: ValueMap): { readonly text: string } | { readonly problem: string } {
  const blocks: string[] = [];
  for (const [section, body] of sections) {
    const name = pythonStr(section);
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(name)) return { problem: `${name} is not the name of a section` };
    if (!isMap(body)) return { problem: `the section ${name} is a mapping of keys and values` };
    const lines = [`[${name}]`];
    for (const [key, value] of body) {
      const word = pythonStr(key);
      if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(word)) return { problem: `${word} is not a key of a unit file` };
      for (const one of isList(value) ? value : [value]) {
        const text = written(one);
        if (text === undefined)
          return { problem: `${name}: ${word} is a text, a number, true or false, or a list of them` };
        // A second line would be a key of its own, and a backslash at the end takes the next line with it.
        if (/[\r\n\0]/.test(text) || text.endsWith('\\')) return { problem: `${name}: ${word} is one line each` };
        lines.push(`${word}=${text}`);
      }
    }
    blocks.push(`${lines.join('\n')}\n`);
  }
  return { text: blocks.join('\n') };
}

function written(value: Value): string | undefined {
  if (isMap(value) || isList(value)) return undefined;
  if (value === null) return '';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : pythonStr(value);
}
