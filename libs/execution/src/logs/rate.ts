import { Arg } from '@fleet/arguments';
import type { Value } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { LogSelectionArgs } from './selection.args.js';
import { tally } from './tally.js';

export class LogRateArgs extends LogSelectionArgs {
  @Arg({ doc: 'Of how much time: 10m, 1h, or since 2026-11-21T03:30.', type: 'string', default: '10m' })
  override since!: string;
}

export const rate = defineFunction({
  name: 'logs.rate',
  doc: 'How much each unit and log file writes: `units` (name → lines, per_minute), the noisiest first, of `minutes`; only numbers, no lines.',
  args: LogRateArgs,
  example: "logs.rate 'cortensord@*' since=1h",
  looks: true,
  async run(host, want, context) {
    const lines = new Map<string, number>();
    const { since, until, cut, missing } = await tally(host, want, context, ({ source }) => {
      lines.set(source, (lines.get(source) ?? 0) + 1);
    });
    const minutes = Math.max((until - since) / 60_000, 1 / 60);
    const units = [...lines].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    return new Map<Value, Value>([
      ['units', new Map(units.map(([unit, count]): [Value, Value] => [unit, perMinute(count, minutes)]))],
      ['minutes', rounded(minutes)],
      ['cut', cut],
      ['missing', [...missing]],
    ]);
  },
});

function perMinute(lines: number, minutes: number): Value {
  return new Map<Value, Value>([
    ['lines', lines],
    ['per_minute', rounded(lines / minutes)],
  ]);
}

function rounded(number: number): number {
  return Math.round(number * 100) / 100;
}
