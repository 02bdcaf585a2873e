import { fromPlain } from '@fleet/values';
import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';

export const meminfo = defineFunction({
  name: 'status.meminfo',
  doc: 'Memory as the kernel accounts for it: each item with its `value` and `unit` (kB means KiB).',
  args: NoArgs,
  example: 'status.meminfo',
  looks: true,
  async run(host) {
    const text = (await readText(host, '/proc/meminfo')) ?? '';
    const items = [...text.matchAll(/^([^:\n]+):\s+(\d+)(?:[ \t]+(\w+))?$/gm)];
    return fromPlain(
      Object.fromEntries(
        items.map(([, name, value, unit]) => [name, unit === undefined ? { value } : { value, unit }]),
      ),
    );
  },
});
