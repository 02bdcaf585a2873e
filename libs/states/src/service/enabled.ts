import type { HostView } from '@fleet/platform';
import { defineState, type Plan, type StateContext } from '../definition.js';
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
  plan: planEnabled,
  /** It is enabled once more at most; whoever watches wants a restart, and has to be told that this is none. */
  async onWatch(host, want, context) {
    const plan = await planEnabled(host, want, context);
    const warning = `${want.name}: what it watches has changed, and \`service.enabled\` restarts nothing; \`service.running\` does`;
    return 'impossible' in plan ? plan : { ...plan, warnings: [...(plan.warnings ?? []), warning] };
  },
});

function planEnabled(host: HostView, want: ServiceEnabledArgs, context: StateContext): Promise<Plan> {
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
}
