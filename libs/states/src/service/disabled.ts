import { defineState } from '../definition.js';
import { foreseenUnits, planUnits } from './parts/find-units.js';
import { ServiceArgs } from './parts/service.args.js';
import { disableStep, enableable } from './parts/unit-steps.js';

export class ServiceDisabledArgs extends ServiceArgs {}

export const disabled = defineState({
  name: 'service.disabled',
  doc: 'Keep a unit from starting at boot, whether or not it runs now.',
  args: ServiceDisabledArgs,
  example: 'apache2:\n  service.disabled: []\n',
  foresees: foreseenUnits,
  plan(host, want, context) {
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: disabled`,
      (unit) => (unit.enabled && enableable(unit) ? [disableStep(unit)] : []),
    );
  },
});
