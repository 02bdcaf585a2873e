import type { ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText, rowsOf } from '../read-text.js';
import { named } from './numbers.js';

export const netstats = defineFunction({
  name: 'status.netstats',
  doc: 'Counters of the network protocols: `TcpExt`, `IpExt` and their like.',
  args: NoArgs,
  example: 'status.netstats',
  looks: true,
  async run(host) {
    const found: ValueMap = new Map();
    let headings: readonly string[] = [];
    // A row of names, then a row of numbers that begins with the same word.
    for (const row of rowsOf(await readText(host, '/proc/net/netstat'))) {
      const [first = '', ...columns] = row;
      if (headings[0] !== first) headings = row;
      else found.set(first.replace(/:$/, ''), named(headings.slice(1), columns));
    }
    return found;
  },
});
