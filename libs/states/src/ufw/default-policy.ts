import { Arg } from '@fleet/arguments';
import { defineState, type Step } from '../definition.js';
import { argumentsOf, runFunction } from '../functions.js';
import { impossible, oldNew, step } from '../step.js';
import { guardOf, UfwGuardArgs } from './parts/guard.args.js';
import { ufwStatus } from './parts/status.js';

const policies = ['allow', 'deny', 'reject'];

export class UfwDefaultPolicyArgs extends UfwGuardArgs {
  @Arg({ doc: 'The ID of the state, and nothing else.', type: 'string' })
  name!: string;

  @Arg({ doc: 'For what comes in.', type: 'string', oneOf: policies, optional: true })
  incoming?: string;

  @Arg({
    doc: 'For what goes out. Of an active firewall, anything but allow is undone unless the master is still reached.',
    type: 'string',
    oneOf: policies,
    optional: true,
  })
  outgoing?: string;

  @Arg({ doc: 'For what passes through to another machine.', type: 'string', oneOf: policies, optional: true })
  routed?: string;
}

export const defaultPolicy = defineState({
  name: 'ufw.default_policy',
  doc: 'Keep what happens to what no rule is about.',
  args: UfwDefaultPolicyArgs,
  example: 'policies:\n  ufw.default_policy:\n    - incoming: deny\n    - outgoing: allow\n',
  async plan(host, want, context) {
    const { incoming, outgoing, routed } = want;
    if (incoming === undefined && outgoing === undefined && routed === undefined)
      return impossible('say what the policy is: `incoming`, `outgoing` or `routed`');
    const now = await ufwStatus(host, context);
    if ('plan' in now) return now.plan;
    const steps = Object.entries({ incoming, outgoing, routed }).flatMap(([direction, policy]): Step[] => {
      const before = now.policies.get(direction);
      if (policy === undefined || policy === before) return [];
      return [
        step(`set the ${direction} policy`, { [direction]: oldNew(before ?? null, policy) }, async () => {
          await runFunction(context, 'ufw.default', argumentsOf({ policy, direction, ...guardOf(want) }));
        }),
      ];
    });
    return { steps, already: 'the policies are as wanted', done: 'the policies are set' };
  },
});
