import type { ServiceStatus } from '@fleet/platform';
import { defineState, type Step } from '../definition.js';
import { step } from '../step.js';
import { foreseenUnits, planUnits } from './parts/find-units.js';
import {
  disableStep,
  enableStep,
  enableable,
  enabledElsewhere,
  nothingToEnable,
  reloadIfStale,
  restartStep,
  startSteps,
} from './parts/unit-steps.js';
import { ServiceRunningArgs } from './running.args.js';

export const running = defineState({
  name: 'service.running',
  doc: 'Keep a unit running, and enabled at boot where asked; a change of what it watches restarts it.',
  args: ServiceRunningArgs,
  example: `ssh:
  service.running:
    - enable: True
`,
  foresees: foreseenUnits,
  plan(host, want, context) {
    const sentence = (names: string): string =>
      `${names}: running${want.enable === undefined ? '' : want.enable ? ', enabled' : ', disabled'}`;
    const warning = (unit: ServiceStatus): string | undefined =>
      want.enable === true ? nothingToEnable(unit) : undefined;
    const stepsFor = (unit: ServiceStatus): Step[] | string => {
      const steps: Step[] = [];
      if (unit.masked && !want.unmask) return `the unit ${unit.name} is masked (\`unmask: True\` would unmask it)`;
      if (unit.masked)
        steps.push(
          step(`unmask ${unit.name}`, { [unit.name]: { masked: { old: true, new: false } } }, (machine) =>
            machine.services.unmask(unit.name),
          ),
        );
      if (want.enable === true && !unit.enabled && !enabledElsewhere(unit)) {
        if (!unit.masked && !enableable(unit))
          return `the unit ${unit.name} cannot be enabled: it is ${unit.unitFileState || 'without a unit file'}`;
        steps.push(...reloadIfStale(unit), enableStep(unit));
      }
      if (want.enable === false && unit.enabled && enableable(unit)) steps.push(disableStep(unit));
      if (!unit.active) steps.push(...startSteps(unit, want.init_delay, context.signal));
      return steps;
    };
    return planUnits(host, want.name, context, sentence, stepsFor, warning);
  },
  onWatch(host, want, context) {
    return planUnits(
      host,
      want.name,
      context,
      (names) => `${names}: nothing to restart`,
      (unit) => {
        if (!unit.active) return startSteps(unit, want.init_delay, context.signal);
        if (want.reload && !want.full_restart) {
          return [
            ...reloadIfStale(unit),
            step(`reload ${unit.name}`, { [unit.name]: { reloaded: true } }, (machine) =>
              machine.services.reload(unit.name),
            ),
          ];
        }
        return [...reloadIfStale(unit), restartStep(unit, want.init_delay, context.signal)];
      },
    );
  },
});
