import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText, rowsOf } from '../read-text.js';
import { named, numberOf } from './numbers.js';

const times = ['user', 'nice', 'system', 'idle', 'iowait', 'irq', 'softirq', 'steal'];

export const cpustats = defineFunction({
  name: 'status.cpustats',
  doc: 'What the processors did since the machine started, in ticks, with interrupts, context switches and processes.',
  args: NoArgs,
  example: 'status.cpustats',
  looks: true,
  async run(host) {
    const found: ValueMap = new Map();
    for (const [name = '', ...columns] of rowsOf(await readText(host, '/proc/stat'))) {
      if (name === 'cpu') found.set(name, named(times, columns));
      else if (name === 'intr') found.set(name, counted('irqs', columns));
      else if (name === 'softirq') found.set(name, counted('softirqs', columns));
      // The rows of single processors come down to one number in Salt, which nobody can use.
      else if (/^cpu\d+$/.test(name)) found.set(name, named(times, columns));
      else found.set(name, numberOf(columns[0]));
    }
    return found;
  },
});

function counted(list: string, [total, ...each]: readonly string[]): ValueMap {
  return new Map<Value, Value>([
    ['total', numberOf(total)],
    [list, each.map(numberOf)],
  ]);
}
