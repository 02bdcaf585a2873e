import { columnsOf, printable } from '@fleet/output';

/** A list of fine minions takes so many lines, and counts the rest. */
const mostLines = 3;

/**
 * Minions that share an answer, as its heading without the colon: `web1`, `web1, web2 (2 minions)`, folded to the width. `all`: none is left out,
 * however many they are.
 */
export function minionList(minions: readonly string[], width: number, all: boolean): string {
  const [only = ''] = minions;
  if (minions.length === 1) return printable(only);
  const count = `(${minions.length} minions)`;
  const rows = [''];
  const room = Math.max(1, width - 1);
  const fits = (row: string, word: string): boolean => columnsOf(row) + columnsOf(word) + 1 <= room;
  const add = (word: string): void => {
    const row = rows.at(-1) as string;
    if (row === '') rows[rows.length - 1] = word;
    else if (fits(row, word)) rows[rows.length - 1] = `${row} ${word}`;
    else rows.push(word);
  };
  for (const [index, minion] of minions.entries()) {
    const word = `${printable(minion)}${index < minions.length - 1 ? ',' : ''}`;
    const left = minions.length - index;
    if (
      !all &&
      rows.length >= mostLines &&
      left > 1 &&
      !fits(rows.at(-1) as string, `${word} and ${left} more ${count}:`)
    ) {
      add(`and ${left} more`);
      break;
    }
    add(word);
  }
  add(count);
  return rows.join('\n');
}
