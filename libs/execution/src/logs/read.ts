import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { gather } from './gather.js';
import { levelNames, type LogLine } from './log-line.js';
import { redactionOf } from './redaction-of.js';
import { LogSelectionArgs } from './selection.args.js';
import { selectionOf } from './selection.js';
import { findSources } from './sources.js';
import { shortened } from './shortened.js';

export class LogReadArgs extends LogSelectionArgs {
  @Arg({ doc: 'How many lines at most, the newest ones of all logs together.', type: 'int', default: 50 })
  lines!: number;
}

/** Characters of lines that one return has room for. */
const room = 300_000;

export const read = defineFunction({
  name: 'logs.read',
  doc: 'Lines of the journal and of log files, merged by time: `lines` (time, unit, level, message), how many were `left_out`, whether the search was `cut` short, and what is `missing`.',
  args: LogReadArgs,
  example: 'logs.read cortensord@node_01 since=1h grep=ERROR',
  looks: true,
  async run(host, want, context) {
    if (want.lines < 1 || want.lines > 10_000)
      throw new FunctionRefused('bad-arguments', '`lines` is a number from 1 to 10000');
    const selection = selectionOf(want, Date.now());
    const sources = await findSources(host, want.logs, context);
    const redaction = await redactionOf(context);
    const found = await gather(host, sources, { selection, most: want.lines, redaction }, context.signal);
    context.signal.throwIfAborted();
    const lines = newestThatFit(found.lines);
    return new Map<Value, Value>([
      ['lines', lines.map(shown)],
      ['left_out', found.leftOut + found.lines.length - lines.length],
      ['cut', found.cut],
      ['missing', [...found.missing]],
    ]);
  },
});

function newestThatFit(lines: readonly LogLine[]): readonly LogLine[] {
  let left = room;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    left -= shortened((lines[index] as LogLine).text).length + 100;
    if (left < 0) return lines.slice(index + 1);
  }
  return lines;
}

function shown({ time, source, level, text }: LogLine): Value {
  return new Map<Value, Value>([
    ['time', new Date(time).toISOString()],
    ['unit', source],
    ['level', level === undefined ? null : (levelNames[level] ?? null)],
    ['message', shortened(text)],
  ]);
}
