import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { lastWords } from '../tool.js';

export interface DfRow {
  readonly filesystem: string;
  /** As df prints them: total, used, available. */
  readonly counts: readonly [string, string, string];
  readonly percent: string;
  readonly place: string;
}

const allowed = 'ahHklP';

/** What `df -P` prints, with further flags as Salt takes them: `hl`, or a list. @throws FunctionRefused */
export async function askDf(host: HostView, name: string, flags: readonly string[], own: string): Promise<DfRow[]> {
  const letters = flags.flatMap((flag) => [...flag.replace(/^-/, '')]);
  const wrong = letters.find((letter) => !allowed.includes(letter));
  if (wrong !== undefined)
    throw new FunctionRefused(
      'bad-arguments',
      `${name}: ${wrong} is no flag for it; there are ${[...allowed].join(', ')}`,
    );
  const result = await host.commands.probe(['df', `-P${own}${[...new Set(letters)].join('')}`]);
  // df ends with 1 when it may not look at one of many; the others are an answer.
  if (result.stdout === '')
    throw new FunctionRefused('failed', lastWords(result) || `df ended with ${result.exitCode}`);
  return result.stdout.split('\n').slice(1).flatMap(readRow);
}

/** Names of file systems and places may hold spaces; the numbers between them do not. */
function readRow(line: string): DfRow[] {
  const found = /^(.+?)\s+(-|[\d.]+[A-Za-z]*)\s+(-|[\d.]+[A-Za-z]*)\s+(-|-?[\d.]+[A-Za-z]*)\s+(-|\d+%)\s+(\/.*)$/.exec(
    line,
  );
  if (!found) return [];
  const [, filesystem = '', total = '', used = '', available = '', percent = '', place = ''] = found;
  return [{ filesystem, counts: [total, used, available], percent, place }];
}
