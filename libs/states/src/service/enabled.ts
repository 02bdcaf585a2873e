import { defineState } from '../definition.js';
import { foreseenUnits, planUnits } from './parts/find-units.js';
import { ServiceArgs } from './parts/service.args.js';
import { enableStep, enableable, enabledElsewhere, nothingToEnable, reloadIfStale } from './parts/unit-steps.js';

export class ServiceEnabledArgs extends ServiceArgs {}

export const enabled = defineState({
  name: 'service.enabled',
  doc: 'Keep a unit enabled at boot, whether or not it runs now.',
  args: ServiceEnabledArgs,
  example: 'cron:\n  service.enabled: []\n',
  foresees: foreseenUnits,
  plan(host, want, context) {
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: enabled`,
      (unit) => {
        if (unit.enabled || enabledElsewhere(unit)) return [];
        if (unit.masked) return `the unit ${unit.name} is masked`;
        if (!enableable(unit))
          return `the unit ${unit.name} cannot be enabled: it is ${unit.unitFileState || 'without a unit file'}`;
        return [...reloadIfStale(unit), enableStep(unit)];
      },
      nothingToEnable,
    );
  },
});
