import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { switchAll } from './switching.js';

export const disable = defineFunction({
  name: 'schedule.disable',
  doc: 'Keep the whole schedule of this minion from running.',
  args: NoArgs,
  example: 'schedule.disable',
  run: (host, _want, context) => switchAll(host, context, false),
});
