import { compilePattern } from '../python/linear-pattern.js';
import { Pattern } from '../python/pattern.js';

/** As Salt matches ids: a glob for the whole text, or else a pattern between the beginning and the end of it. */
export function expressionMatches(text: string, expression: string): boolean {
  return fits(`(?s)\\A(?:${globPattern(expression)})\\Z`, text) || fits(`\\A${expression}\\Z`, text);
}

/** What is no pattern matches nothing: it was a glob. */
function fits(pattern: string, text: string): boolean {
  const compiled = compilePattern(pattern);
  return compiled instanceof Pattern && compiled.match(text) !== undefined;
}

function globPattern(glob: string): string {
  let pattern = '';
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] as string;
    const set = character === '[' ? /^\[!?\]?[^\]]*\]/.exec(glob.slice(at))?.[0] : undefined;
    if (set !== undefined) {
      const isNegated = set[1] === '!';
      const members = set.slice(isNegated ? 2 : 1, -1).replace(/[\\^[\]]/g, '\\$&');
      pattern += `[${isNegated ? '^' : ''}${members}]`;
      at += set.length - 1;
    } else if (character === '*') pattern += '.*';
    else if (character === '?') pattern += '.';
    else pattern += character.replace(/[\\^$.|+()[\]{}]/, '\\$&');
  }
  return pattern;
}
