import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { argumentsOf, runFunction } from '../functions.js';
import { already, oldNew, step } from '../step.js';
import { guardOf, UfwGuardArgs } from './parts/guard.args.js';
import { ufwStatus } from './parts/status.js';

export class UfwEnabledArgs extends UfwGuardArgs {
  @Arg({ doc: 'The ID of the state, and nothing else.', type: 'string' })
  name!: string;
}

export const enabled = defineState({
  name: 'ufw.enabled',
  doc: 'Keep the firewall switched on, now and at boot. Put it behind the rules: it is switched off again unless this machine still reaches its master by a new connection, and the machine does that by itself, too, should the minion die of it.',
  args: UfwEnabledArgs,
  example: `firewall:
  ufw.rule:
    - port: 22/tcp
  ufw.enabled:
    - check: [git.example.org:443]
    - require:
      - ufw: firewall
`,
  async plan(host, want, context) {
    const now = await ufwStatus(host, context);
    if ('plan' in now) return now.plan;
    if (now.active && now.enabled) return already('the firewall is active, and enabled at boot');
    const changes = {
      ...(now.active ? {} : { active: oldNew(false, true) }),
      ...(now.enabled ? {} : { enabled: oldNew(false, true) }),
    };
    return {
      steps: [
        step('switch the firewall on', changes, async () => {
          await runFunction(context, 'ufw.enable', argumentsOf(guardOf(want)));
        }),
      ],
      already: '',
      done: 'the firewall is active, and what must be reachable is reached',
    };
  },
});
