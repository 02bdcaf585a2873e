import { setTimeout as wait } from 'node:timers/promises';
import { Arg } from '@fleet/arguments';
import { defineFunction } from '../definition.js';

export class TestSleepArgs {
  @Arg({ doc: 'How long; seconds, or a number with a unit.', type: 'duration' })
  length!: number;
}

export const sleep = defineFunction({
  name: 'test.sleep',
  doc: 'Do nothing for a while, then answer true.',
  args: TestSleepArgs,
  example: 'test.sleep 5',
  looks: true,
  async run(_host, want, context) {
    await wait(want.length, undefined, { signal: context.signal });
    return true;
  },
});
