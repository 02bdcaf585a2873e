import { afterLine, splice, startOfLine } from './splice.js';

/** Takes whole lines out; of the blank lines before and behind them, one side stays. */
export function removeLines(text: string, start: number, end: number): string {
  const from = startOfLine(text, start);
  const to = afterLine(text, end);
  const blankBefore = /(^|\n)(\r?\n)$/.exec(text.slice(0, from))?.[2];
  const blankBehind = to >= text.length || /^\r?\n/.test(text.slice(to));
  return splice(text, {
    from: blankBefore !== undefined && blankBehind ? from - blankBefore.length : from,
    to,
    put: '',
  });
}
