import { textOf } from '../python/objects.js';
import { PythonError, type Thing } from '../python/things.js';
import { toNumber } from './salt-numbers.js';

/** Lines such as `| Id | User |`, the first of them the names of the columns; frames and empty lines are passed over. */
export function tableByColumn(lines: Iterable<Thing>, key: string): Map<Thing, Thing> {
  const rows = new Map<Thing, Thing>();
  let names: readonly string[] | undefined;
  for (const line of lines) {
    const text = textOf(line);
    if (text === '' || text.startsWith('+')) continue;
    const cells = text.split('|').map((cell) => cell.trim());
    if (!names) {
      names = cells.length > 1 ? cells : undefined;
      continue;
    }
    const row = new Map<Thing, Thing>();
    for (let column = 1; column < names.length - 1; column += 1) {
      if (cells[column] === undefined)
        throw new PythonError('value', `mysql_to_dict: a row of ${cells.length} cells, ${names.length} are named`);
      row.set(names[column] as string, toNumber(cells[column] as string));
    }
    if (!row.has(key)) throw new PythonError('value', `mysql_to_dict: there is no column ${key}`);
    rows.set(row.get(key) as Thing, row);
  }
  return rows;
}
