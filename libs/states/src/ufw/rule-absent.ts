import { defineState } from '../definition.js';
import { planRule } from './parts/plan-rule.js';
import { UfwRuleStateArgs } from './parts/rule.args.js';

export class UfwRuleAbsentArgs extends UfwRuleStateArgs {}

export const ruleAbsent = defineState({
  name: 'ufw.rule_absent',
  doc: 'Keep a rule from being among those of the firewall.',
  args: UfwRuleAbsentArgs,
  example: 'telnet:\n  ufw.rule_absent:\n    - port: 23/tcp\n',
  plan: (host, want, context) => planRule(host, want, context, 'delete'),
});
