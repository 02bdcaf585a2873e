import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { showTimers } from './timers.js';

export class TimerListArgs {
  @Arg({ doc: 'Glob over names.', type: 'string', default: '*' })
  pattern!: string;
}

export const list = defineFunction({
  name: 'timer.list',
  doc: 'The timers of the machine: name → {unit, active, enabled, next, last, result, persistent, when}.',
  args: TimerListArgs,
  example: "timer.list 'apt-*'",
  looks: true,
  async run(host, want) {
    try {
      return await showTimers(host, want.pattern);
    } catch (cause) {
      if (cause instanceof FunctionRefused && cause.code === 'not-found' && want.pattern === '*') return new Map();
      throw cause;
    }
  },
});
