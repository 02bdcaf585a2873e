import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const getOffset = defineFunction({
  name: 'timezone.get_offset',
  doc: 'How far the time of the machine is from UTC now: +0100.',
  args: NoArgs,
  example: 'timezone.get_offset',
  looks: true,
  run: (host) => askTool(host, ['date', '+%z']),
});
