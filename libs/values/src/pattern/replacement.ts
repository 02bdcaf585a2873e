/** A part of a replacement: text, or the group that stands for it, by number or name. */
export type ReplacementPart = string | { readonly group: number | string };

const controls: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** The parts of a replacement as Python's `re.sub` reads it (`\1`, `\g<name>`, `\n`), or why it is none. */
export function parseReplacement(text: string): readonly ReplacementPart[] | { readonly problem: string } {
  const parts: ReplacementPart[] = [];
  let end = 0;
  for (const found of text.matchAll(/\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-3][0-7]{2})|([1-9][0-9]?)|([\s\S]|$))/g)) {
    if (found.index > end) parts.push(text.slice(end, found.index));
    end = found.index + found[0].length;
    const [whole, name, octal, digits, letter] = found;
    if (name !== undefined) {
      if (!/^(?:[0-9]+|[A-Za-z_]\w*)$/.test(name)) return { problem: `${whole} names no group` };
      parts.push({ group: /^[0-9]/.test(name) ? Number(name) : name });
    } else if (octal !== undefined) parts.push(String.fromCharCode(parseInt(octal, 8)));
    else if (digits !== undefined) parts.push({ group: Number(digits) });
    else {
      const control = controls.get(letter as string);
      if (control === undefined && /^[A-Za-z]?$/.test(letter as string))
        return { problem: `${whole} means nothing in a replacement` };
      parts.push(control ?? whole);
    }
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts;
}
