import { defineFunction } from '../definition.js';
import { forEachUnit } from '../service/units.js';
import { TimerArgs } from './timer.args.js';
import { timerName } from './timers.js';

export const start = defineFunction({
  name: 'timer.start',
  doc: 'Start a timer: it elapses from now on.',
  args: TimerArgs,
  example: 'timer.start backup',
  run: (host, want) => forEachUnit(host, timerName(want.name), (services, unit) => services.start(unit)),
});
