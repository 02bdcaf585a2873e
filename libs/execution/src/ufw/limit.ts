import { defineFunction } from '../definition.js';
import { changeRules, mayCutOff } from './change-rules.js';
import { ruleWords } from './rule-words.js';
import { UfwGuardedRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const limit = defineFunction({
  name: 'ufw.limit',
  doc: 'Add a rule that lets through what fits it, but not six new connections of one address in half a minute. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.limit 22/tcp',
  out: 'txt',
  async run(host, want, context) {
    const words = ruleWords('limit', want);
    return mayCutOff(want) ? changeRules(host, want, context, words) : runUfw(host, ...words);
  },
});
