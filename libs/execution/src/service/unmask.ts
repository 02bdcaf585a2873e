import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const unmask = defineFunction({
  name: 'service.unmask',
  doc: 'Make a masked unit possible to start again.',
  args: UnitArgs,
  example: 'service.unmask apt-daily.timer',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.unmask(unit)),
});
