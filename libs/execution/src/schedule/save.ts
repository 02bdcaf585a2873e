import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { answer } from './answer.js';

export const save = defineFunction({
  name: 'schedule.save',
  doc: 'Always true: what is scheduled is on disk as soon as it is scheduled.',
  args: NoArgs,
  example: 'schedule.save',
  looks: true,
  run: async () => answer(true, 'The schedule is on disk already.'),
});
