import { defineFunction } from '../definition.js';
import { UnitArgs } from '../service/unit.args.js';
import { forEachUnit } from '../service/units.js';

export const resetFailed = defineFunction({
  name: 'systemd.reset_failed',
  doc: 'Forget that a unit has failed, and how often it was started: systemd may start it again.',
  args: UnitArgs,
  example: 'systemd.reset_failed cortensord@node_01',
  run: (host, want) => forEachUnit(host, want.name, (services, unit) => services.resetFailed(unit)),
});
