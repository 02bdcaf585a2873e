/** One word of a compound expression and where it begins (0-based offset). */
export interface Token {
  readonly text: string;
  readonly at: number;
}

/** Words stand between spaces; a parenthesis is an operator only where it is a word of its own. */
export function tokenize(expression: string): Token[] {
  return [...expression.matchAll(/\S+/g)].map((found) => ({ text: found[0], at: found.index }));
}

/** The offset of a parenthesis in a word that was most probably meant as an operator: one without its other half. */
export function strayParenthesis(word: string): number | undefined {
  const open: number[] = [];
  for (let at = 0; at < word.length; at += 1) {
    if (word[at] === '\\') at += 1;
    else if (word[at] === '(') open.push(at);
    else if (word[at] === ')' && open.pop() === undefined) return at;
  }
  return open[0];
}
