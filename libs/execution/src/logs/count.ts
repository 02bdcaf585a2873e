import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction, FunctionRefused } from '../definition.js';
import { levelNames, type LogLine } from './log-line.js';
import { LogSelectionArgs } from './selection.args.js';
import { tally } from './tally.js';

export class LogCountArgs extends LogSelectionArgs {
  @Arg({ doc: 'Of how much time: 10m, 1h, or since 2026-11-21T03:30.', type: 'string', default: '1h' })
  override since!: string;

  @Arg({ doc: 'What is told apart: unit, level, or total.', type: 'string', default: 'unit' })
  by!: string;
}

const kinds: Readonly<Record<string, (line: LogLine) => string>> = {
  unit: ({ source }) => source,
  level: ({ level }) => (level === undefined ? 'none' : (levelNames[level] ?? 'none')),
  total: () => 'total',
};

export const count = defineFunction({
  name: 'logs.count',
  doc: 'How many lines there are, by unit, by level or in total: `counts` (name → number), most first; only numbers, no lines.',
  args: LogCountArgs,
  example: "logs.count 'cortensord@*' by=level since=24h",
  looks: true,
  async run(host, want, context) {
    const kind = Object.hasOwn(kinds, want.by) ? kinds[want.by] : undefined;
    if (!kind) throw new FunctionRefused('bad-arguments', `by: ${want.by} is none of unit, level and total`);
    const counts = new Map<string, number>();
    const { cut, missing } = await tally(host, want, context, (line) => {
      const name = kind(line);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    });
    const sorted = [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    return new Map<Value, Value>([
      ['counts', new Map<Value, Value>(sorted)],
      ['cut', cut],
      ['missing', [...missing]],
    ]);
  },
});
