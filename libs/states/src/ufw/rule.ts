import { Arg } from '@fleet/arguments';
import { defineState } from '../definition.js';
import { planRule } from './parts/plan-rule.js';
import { UfwRuleStateArgs } from './parts/rule.args.js';

export class UfwRuleArgs extends UfwRuleStateArgs {
  @Arg({
    doc: 'A remark that ufw keeps beside the rule; without control characters and single quotes.',
    type: 'string',
    optional: true,
  })
  comment?: string;

  @Arg({
    doc: 'Where a new rule goes: its number, or first; without, behind all others. A rule that is there already stays where it is.',
    type: 'string',
    optional: true,
  })
  insert?: string;
}

export const rule = defineState({
  name: 'ufw.rule',
  doc: 'Keep a rule of the firewall, whether it is active or not; one of another action for the same is replaced. What closes an active firewall for what goes out is undone unless the master is still reached.',
  args: UfwRuleArgs,
  example: `ssh of the office:
  ufw.rule:
    - action: limit
    - port: 22/tcp
    - from: 198.51.100.0/24
    - comment: office
`,
  plan: (host, want, context) => planRule(host, want, context, 'add'),
});
