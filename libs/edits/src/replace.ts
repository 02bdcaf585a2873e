import type { Edit } from './edit.js';
import { joinLines, splitLines } from './lines.js';
import { compilePattern, compileReplacement } from './pattern.js';

export interface ReplaceWish {
  readonly pattern: string;
  /** `\1` and `\g<name>` stand for groups. */
  readonly repl: string;
  /** How many matches; 0 is all. */
  readonly count: number;
  /** Python's flags, by name or by their bits. */
  readonly flags: readonly string[];
  readonly append_if_not_found: boolean;
  readonly prepend_if_not_found: boolean;
  readonly not_found_content?: string;
}

/** Replaces what a pattern matches; or a sentence why pattern or replacement is none. */
export function replaceEdit(want: ReplaceWish): Edit | string {
  // Salt matches the bytes of the file, where only letters of ASCII are letters.
  const pattern = compilePattern(want.pattern, want.flags, { ascii: true });
  if (typeof pattern === 'string') return pattern;
  const parts = compileReplacement(want.repl, pattern);
  if (typeof parts === 'string') return parts;
  return (text) => {
    const replaced = pattern.replace(text, parts, { count: want.count });
    if (replaced.count > 0 || !(want.append_if_not_found || want.prepend_if_not_found)) return { text: replaced.text };
    const content = splitLines(want.not_found_content ?? want.repl).lines.join('\n');
    const { lines } = splitLines(text);
    if (`\n${lines.join('\n')}\n`.includes(`\n${content}\n`)) return { text };
    return { text: joinLines(want.prepend_if_not_found ? [content, ...lines] : [...lines, content]) };
  };
}
