import { defineFunction } from '../definition.js';
import { changeRules, mayCutOff } from './change-rules.js';
import { ruleWords } from './rule-words.js';
import { UfwGuardedRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const reject = defineFunction({
  name: 'ufw.reject',
  doc: 'Add a rule that refuses what fits it, and says so to the sender. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.reject 25/tcp direction=out',
  out: 'txt',
  async run(host, want, context) {
    const words = ruleWords('reject', want);
    return mayCutOff(want) ? changeRules(host, want, context, words) : runUfw(host, ...words);
  },
});
