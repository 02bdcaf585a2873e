import { defineFunction, FunctionRefused } from '../definition.js';
import { TimerArgs } from './timer.args.js';
import { showTimers } from './timers.js';

export const show = defineFunction({
  name: 'timer.show',
  doc: 'One timer: what it starts, when it elapses next and elapsed last, whether it is active and enabled.',
  args: TimerArgs,
  example: 'timer.show apt-daily',
  looks: true,
  async run(host, want) {
    const [only, ...more] = [...(await showTimers(host, want.name)).values()];
    if (only === undefined || more.length > 0)
      throw new FunctionRefused('bad-arguments', `${want.name} names several timers; \`timer.list\` shows them`);
    return only;
  },
});
