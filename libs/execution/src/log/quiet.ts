import { defineQuick } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const quiet = defineQuick({
  name: 'log.quiet',
  doc: 'Take a message that nobody shall see; always true.',
  args: LogMessageArgs,
  example: 'log.quiet "the formula found nothing to do"',
  now: () => true,
});
