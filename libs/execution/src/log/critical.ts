import { pythonStr } from '@fleet/rendering';
import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const critical = defineFunction({
  name: 'log.critical',
  doc: 'Say something grave in the progress of the job; always true.',
  args: LogMessageArgs,
  example: 'log.critical "the formula found nothing to do"',
  looks: true,
  async run(_host, want, context) {
    context.progress(`critical: ${pythonStr(want.message)}`);
    return true;
  },
});
