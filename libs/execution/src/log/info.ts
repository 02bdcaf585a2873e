import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const info = defineFunction({
  name: 'log.info',
  doc: 'Take a message of no great matter; always true.',
  args: LogMessageArgs,
  example: 'log.info "the formula found nothing to do"',
  looks: true,
  run: async () => true,
});
