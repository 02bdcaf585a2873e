import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const quiet = defineFunction({
  name: 'log.quiet',
  doc: 'Take a message that nobody shall see; always true.',
  args: LogMessageArgs,
  example: 'log.quiet "the formula found nothing to do"',
  looks: true,
  run: async () => true,
});
