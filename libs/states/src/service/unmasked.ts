import { defineState } from '../definition.js';
import { step } from '../step.js';
import { foreseenUnits, planUnits } from './parts/find-units.js';
import { ServiceArgs } from './parts/service.args.js';

export class ServiceUnmaskedArgs extends ServiceArgs {}

export const unmasked = defineState({
  name: 'service.unmasked',
  doc: 'Keep a unit from being masked; it is neither started nor enabled by that.',
  args: ServiceUnmaskedArgs,
  example: 'nftables:\n  service.unmasked: []\n',
  foresees: foreseenUnits,
  plan(host, want, context) {
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: not masked`,
      (unit) =>
        unit.masked
          ? [
              step(`unmask ${unit.name}`, { [unit.name]: { masked: { old: true, new: false } } }, (machine) =>
                machine.services.unmask(unit.name),
              ),
            ]
          : [],
    );
  },
});
