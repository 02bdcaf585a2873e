import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { expandGlob } from '../file/expand-glob.js';

/** Files that one call looks into: more would not fit into one answer. */
const most = 50;

/** The files that a path, or a glob, stands for. @throws FunctionRefused `not-found`, or for too many of them */
export async function logFiles(host: HostView, path: string): Promise<string[]> {
  if (!path.startsWith('/')) throw new FunctionRefused('bad-arguments', `${path} is not an absolute path`);
  const found: string[] = [];
  for await (const one of expandGlob(host, path)) {
    // A directory that fits is passed over; a pipe or a device would never end.
    if ((await host.files.statTarget(one))?.kind !== 'file') continue;
    if (found.length === most)
      throw new FunctionRefused('failed', `${path} stands for more than ${most} files; say it more narrowly`);
    found.push(one);
  }
  if (found.length === 0) throw new FunctionRefused('not-found', `there is no file ${path}`);
  return found;
}

/** How many bytes of each file may be in an answer of so many. */
export function shareOf(files: number): number {
  return Math.floor((512 * 1024) / files);
}

/** A number of lines that somebody asks for. @throws FunctionRefused `bad-arguments` */
export function checkedLines(lines: number): number {
  if (lines < 1 || lines > 10_000) throw new FunctionRefused('bad-arguments', 'lines is a number from 1 to 10000');
  return lines;
}

export function lastLines(text: string, lines: number): string {
  const rows = text.split('\n');
  if (rows.at(-1) === '') rows.pop();
  return rows.slice(-lines).join('\n');
}
