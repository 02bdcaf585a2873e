import { defineFunction } from '../definition.js';
import { closeWith } from './change-rules.js';
import { UfwGuardedRuleArgs } from './rule.args.js';

export const limit = defineFunction({
  name: 'ufw.limit',
  doc: 'Add a rule that lets through what fits it, but not six new connections of one address in half a minute. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.limit 22/tcp',
  out: 'txt',
  run: (host, want, context) => closeWith(host, 'limit', want, context),
});
