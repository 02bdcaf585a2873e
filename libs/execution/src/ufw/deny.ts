import { defineFunction } from '../definition.js';
import { closeWith } from './change-rules.js';
import { UfwGuardedRuleArgs } from './rule.args.js';

export const deny = defineFunction({
  name: 'ufw.deny',
  doc: 'Add a rule that drops what fits it, without a word. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.deny from=203.0.113.7',
  out: 'txt',
  run: (host, want, context) => closeWith(host, 'deny', want, context),
});
