import { defineFunction } from '../definition.js';
import { forEachUnit } from '../service/units.js';
import { TimerArgs } from './timer.args.js';
import { timerName } from './timers.js';

export const stop = defineFunction({
  name: 'timer.stop',
  doc: 'Stop a timer: it does not elapse any more until it is started, or the machine if it is enabled.',
  args: TimerArgs,
  example: 'timer.stop backup',
  run: (host, want) => forEachUnit(host, timerName(want.name), (services, unit) => services.stop(unit)),
});
