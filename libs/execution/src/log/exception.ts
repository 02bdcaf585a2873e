import { pythonStr } from '@fleet/rendering';
import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const exception = defineFunction({
  name: 'log.exception',
  doc: 'Say that something went wrong in the progress of the job; always true.',
  args: LogMessageArgs,
  example: 'log.exception "the formula found nothing to do"',
  looks: true,
  async run(_host, want, context) {
    context.progress(`exception: ${pythonStr(want.message)}`);
    return true;
  },
});
