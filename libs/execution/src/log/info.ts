import { defineQuick } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const info = defineQuick({
  name: 'log.info',
  doc: 'Take a message of no great matter; always true.',
  args: LogMessageArgs,
  example: 'log.info "the formula found nothing to do"',
  now: () => true,
});
