import { pythonStr } from '@fleet/rendering';
import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const error = defineFunction({
  name: 'log.error',
  doc: 'Say that something went wrong in the progress of the job; always true.',
  args: LogMessageArgs,
  example: 'log.error "the formula found nothing to do"',
  looks: true,
  async run(_host, want, context) {
    context.progress(`error: ${pythonStr(want.message)}`);
    return true;
  },
});
