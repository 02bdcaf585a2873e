import { defineQuick } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const debug = defineQuick({
  name: 'log.debug',
  doc: 'Take a message that only matters when somebody looks for a fault; always true.',
  args: LogMessageArgs,
  example: 'log.debug "the formula found nothing to do"',
  now: () => true,
});
