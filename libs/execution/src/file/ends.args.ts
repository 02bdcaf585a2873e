import { Arg } from '@fleet/arguments';
import type { HostView } from '@fleet/platform';
import { FunctionRefused } from '../definition.js';
import { PathArgs } from './path.args.js';
import { lookWith } from './run-program.js';

/** Bytes that are looked at, however long the file is. */
export const mostBytes = 512 * 1024;

export class EndsArgs extends PathArgs {
  @Arg({ doc: 'How many lines.', type: 'int', default: 10 })
  lines!: number;
}

/** The first or last lines of a file. Of one line that is longer than half a mebibyte there is a part. */
export async function linesAtEnd(host: HostView, want: EndsArgs, end: 'head' | 'tail'): Promise<string> {
  if (want.lines < 0) throw new FunctionRefused('bad-arguments', `file.${end}: lines is a number from 0`);
  const kind = (await host.files.statTarget(want.path))?.kind;
  if (kind === undefined) throw new FunctionRefused('not-found', `there is no file ${want.path}`);
  // A pipe or a device would never end.
  if (kind !== 'file') throw new FunctionRefused('failed', `${want.path} is a ${kind}, not a file`);
  const text = await lookWith(host, [end, `--bytes=${mostBytes}`, '--', want.path], { outputLimit: 2 * mostBytes });
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  if (want.lines === 0) return '';
  return (end === 'head' ? lines.slice(0, want.lines) : lines.slice(-want.lines)).join('\n');
}
