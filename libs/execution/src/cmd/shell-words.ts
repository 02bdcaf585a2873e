/**
 * A command line as a shell would part it into words, without anything else that a shell does: quotes and backslashes guard, nothing
 * expands. One sentence where a quote is never closed.
 */
export function shellWords(line: string): string[] | { readonly malformed: string } {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const character = line[at] as string;
    at += 1;
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (character === "'") {
      const end = line.indexOf("'", at);
      if (end < 0) return { malformed: 'a single quote is never closed' };
      word = (word ?? '') + line.slice(at, end);
      at = end + 1;
    } else if (character === '"') {
      const quoted = /^((?:[^"\\]|\\[\s\S])*)"/.exec(line.slice(at));
      if (!quoted) return { malformed: 'a double quote is never closed' };
      word = (word ?? '') + (quoted[1] ?? '').replace(/\\(["\\])/g, '$1');
      at += quoted[0].length;
    } else if (character === '\\') {
      if (at >= line.length) return { malformed: 'a backslash guards nothing' };
      word = (word ?? '') + (line[at] as string);
      at += 1;
    } else {
      word = (word ?? '') + character;
    }
  }
  return word === undefined ? words : [...words, word];
}
