import { defineFunction } from '../definition.js';
import { NoArgs } from '../no-args.js';
import { settableHardwareClock } from './clock.js';

export const hasSettableHwclock = defineFunction({
  name: 'system.has_settable_hwclock',
  doc: 'Whether the machine has a clock of its hardware that can be set.',
  args: NoArgs,
  example: 'system.has_settable_hwclock',
  looks: true,
  run: (host) => settableHardwareClock(host),
});
