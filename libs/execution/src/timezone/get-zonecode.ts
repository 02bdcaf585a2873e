import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { askTool } from '../tool.js';

export const getZonecode = defineFunction({
  name: 'timezone.get_zonecode',
  doc: 'The short name of the time that the machine keeps now: CET, CEST, UTC.',
  args: NoArgs,
  example: 'timezone.get_zonecode',
  looks: true,
  run: (host) => askTool(host, ['date', '+%Z']),
});
