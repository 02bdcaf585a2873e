import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';
import { numberOf } from './numbers.js';

const columns = [
  ...['bytes', 'packets', 'errs', 'drop', 'fifo', 'frame', 'compressed', 'multicast'].map((name) => `rx_${name}`),
  ...['bytes', 'packets', 'errs', 'drop', 'fifo', 'colls', 'carrier', 'compressed'].map((name) => `tx_${name}`),
];

export const netdev = defineFunction({
  name: 'status.netdev',
  doc: 'What each network interface received and sent since it came up.',
  args: NoArgs,
  example: 'status.netdev',
  looks: true,
  async run(host) {
    const found: ValueMap = new Map();
    // `eth0:9999` where the number is long: the colon ends the name, not a space.
    for (const [, name = '', rest = ''] of ((await readText(host, '/proc/net/dev')) ?? '').matchAll(
      /^\s*([^:|\n]+):(.*)$/gm,
    )) {
      const numbers = rest.trim().split(/\s+/);
      const pairs = columns.map((column, index): [Value, Value] => [column, numberOf(numbers[index])]);
      found.set(name, new Map<Value, Value>([['iface', name], ...pairs]));
    }
    return found;
  },
});
