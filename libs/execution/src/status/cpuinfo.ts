import type { Value, ValueMap } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';

export const cpuinfo = defineFunction({
  name: 'status.cpuinfo',
  doc: 'What the kernel says of the processor, the last one where there are several; `flags` and `Features` are lists.',
  args: NoArgs,
  example: 'status.cpuinfo',
  looks: true,
  async run(host) {
    const found: ValueMap = new Map();
    for (const line of ((await readText(host, '/proc/cpuinfo')) ?? '').split('\n')) {
      const colon = line.indexOf(':');
      if (colon < 0) continue;
      const name = line.slice(0, colon).trim();
      const text = line.slice(colon + 1).trim();
      const value: Value = name === 'flags' || name === 'Features' ? text.split(/\s+/).filter(Boolean) : text;
      found.set(name, value);
    }
    return found;
  },
});
