import { defineState } from '../definition.js';
import { step } from '../step.js';
import { foreseenUnits, planUnits } from './parts/find-units.js';
import { ServiceArgs } from './parts/service.args.js';

export class ServiceMaskedArgs extends ServiceArgs {}

export const masked = defineState({
  name: 'service.masked',
  doc: 'Keep a unit masked: nobody can start it, by hand or as a dependency; one that runs goes on running.',
  args: ServiceMaskedArgs,
  example: 'apt-daily.timer:\n  service.masked: []\n',
  foresees: foreseenUnits,
  plan(host, want, context) {
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: masked`,
      (unit) =>
        unit.masked
          ? []
          : [
              step(`mask ${unit.name}`, { [unit.name]: { masked: { old: false, new: true } } }, (machine) =>
                machine.services.mask(unit.name),
              ),
            ],
    );
  },
});
