import { defineFunction } from '../definition.js';
import { UnitArgs } from './unit.args.js';
import { forEachUnit } from './units.js';

export const forceReload = defineFunction({
  name: 'service.force_reload',
  doc: 'Tell a unit to read its configuration again, or restart it where it cannot.',
  args: UnitArgs,
  example: 'service.force_reload nginx',
  run: (host, want) =>
    forEachUnit(host, want.name, async (services, unit) => {
      const { CanReload } = await services.show(unit, ['CanReload']);
      await (CanReload === 'yes' ? services.reload(unit) : services.restart(unit));
    }),
});
