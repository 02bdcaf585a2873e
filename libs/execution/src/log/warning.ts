import { pythonStr } from '@fleet/rendering';
import { defineFunction } from '../definition.js';
import { LogMessageArgs } from './message.args.js';

export const warning = defineFunction({
  name: 'log.warning',
  doc: 'Say that something looks wrong in the progress of the job; always true.',
  args: LogMessageArgs,
  example: 'log.warning "the formula found nothing to do"',
  looks: true,
  async run(_host, want, context) {
    context.progress(`warning: ${pythonStr(want.message)}`);
    return true;
  },
});
