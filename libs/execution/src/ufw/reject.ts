import { defineFunction } from '../definition.js';
import { closeWith } from './change-rules.js';
import { UfwGuardedRuleArgs } from './rule.args.js';

export const reject = defineFunction({
  name: 'ufw.reject',
  doc: 'Add a rule that refuses what fits it, and says so to the sender. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.reject 25/tcp direction=out',
  out: 'txt',
  run: (host, want, context) => closeWith(host, 'reject', want, context),
});
