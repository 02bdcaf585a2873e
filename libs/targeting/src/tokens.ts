/** One word of a compound expression and where it begins (0-based offset). */
export interface Token {
  readonly text: string;
  readonly at: number;
}

/**
 * Words stand between spaces. Parentheses are words of their own even where they touch another one, except inside of a term
 * (`E@web(1|2)`): an opening one counts at the start of a word, a closing one at its end where the word has none open.
 */
export function tokenize(expression: string): Token[] {
  const tokens: Token[] = [];
  for (const found of expression.matchAll(/\S+/g)) {
    let text = found[0];
    let at = found.index;
    while (text.startsWith('(')) {
      tokens.push({ text: '(', at });
      text = text.slice(1);
      at += 1;
    }
    let closing = 0;
    while (text.endsWith(')') && count(text, ')') > count(text, '(')) {
      text = text.slice(0, -1);
      closing += 1;
    }
    if (text !== '') tokens.push({ text, at });
    for (let index = 0; index < closing; index += 1) tokens.push({ text: ')', at: at + text.length + index });
  }
  return tokens;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
