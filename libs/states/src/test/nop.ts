import { defineState } from '../definition.js';
import { pretended } from './parts/pretended.js';
import { TestArgs } from './parts/test.args.js';
import { watchFired } from './parts/watch-fired.js';

export const nop = defineState({
  name: 'test.nop',
  doc: 'Do nothing, successfully: something for requisites to hold on to.',
  args: TestArgs,
  example: 'one:\n  test.nop: []\n',
  plan: async (_host, _want, context) => pretended({ result: true, changes: false }, context.test),
  onWatch: async (_host, _want, context) => watchFired(context),
});
