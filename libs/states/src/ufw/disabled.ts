import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { runFunction } from '../functions.js';
import { already, oldNew, step } from '../step.js';
import { ufwStatus } from './parts/status.js';

export class UfwDisabledArgs {
  @Arg({ doc: 'The ID of the state, and nothing else.', type: 'string' })
  name!: string;
}

export const disabled = defineState({
  name: 'ufw.disabled',
  doc: 'Keep the firewall switched off, now and at boot; its rules are kept.',
  args: UfwDisabledArgs,
  example: 'firewall:\n  ufw.disabled: []\n',
  async plan(host, _want, context) {
    const now = await ufwStatus(host, context);
    if ('plan' in now) return now.plan;
    if (!now.active && !now.enabled) return already('the firewall is off, and stays off at boot');
    const changes = {
      ...(now.active ? { active: oldNew(true, false) } : {}),
      ...(now.enabled ? { enabled: oldNew(true, false) } : {}),
    };
    return {
      steps: [
        step('switch the firewall off', changes, async () => {
          await runFunction(context, 'ufw.disable', new Map());
        }),
      ],
      already: '',
      done: 'the firewall is off',
    };
  },
});
