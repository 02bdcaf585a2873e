import { Arg } from '@fleet/arguments';
import { isGlob } from '@fleet/targeting';
import { defineState, type Step } from '../definition.js';
import { already, step } from '../step.js';
import { findUnits, foreseenUnits, planUnits } from './parts/find-units.js';
import { ServiceArgs } from './parts/service.args.js';
import { disableStep, enableStep, enableable } from './parts/unit-steps.js';

export class ServiceDeadArgs extends ServiceArgs {
  @Arg({
    doc: 'Start it at boot (True), or not (False); not given, that is left alone.',
    type: 'boolean',
    optional: true,
  })
  enable?: boolean;
}

export const dead = defineState({
  name: 'service.dead',
  doc: 'Keep a unit stopped, and disabled at boot where asked.',
  args: ServiceDeadArgs,
  example: `apache2:
  service.dead:
    - enable: False
`,
  foresees: foreseenUnits,
  async plan(host, want, context) {
    // A glob that matches no unit has nothing left to stop; a name that is misspelt is an error.
    if (isGlob(want.name) && typeof (await findUnits(host, want.name)) === 'string')
      return already(`no unit matches ${want.name}`);
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: stopped`,
      (unit) => {
        const steps: Step[] = [];
        if (unit.active || unit.state === 'activating') {
          steps.push(
            step(`stop ${unit.name}`, { [unit.name]: { active: { old: true, new: false } } }, (machine) =>
              machine.services.stop(unit.name),
            ),
          );
        }
        if (want.enable === false && unit.enabled && enableable(unit)) steps.push(disableStep(unit));
        if (want.enable === true && !unit.enabled && enableable(unit)) steps.push(enableStep(unit));
        return steps;
      },
    );
  },
});
