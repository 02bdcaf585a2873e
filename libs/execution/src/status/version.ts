import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { readText } from '../read-text.js';

export const version = defineFunction({
  name: 'status.version',
  doc: 'The version of the kernel in its own words.',
  args: NoArgs,
  example: 'status.version',
  looks: true,
  run: async (host) => (await readText(host, '/proc/version'))?.trim() ?? '',
});
