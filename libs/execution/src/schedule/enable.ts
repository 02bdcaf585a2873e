import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { switchAll } from './switching.js';

export const enable = defineFunction({
  name: 'schedule.enable',
  doc: 'Let the schedule of this minion run.',
  args: NoArgs,
  example: 'schedule.enable',
  run: (host, _want, context) => switchAll(host, context, true),
});
