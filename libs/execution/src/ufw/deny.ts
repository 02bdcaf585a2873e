import { defineFunction } from '../definition.js';
import { changeRules, mayCutOff } from './change-rules.js';
import { ruleWords } from './rule-words.js';
import { UfwGuardedRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const deny = defineFunction({
  name: 'ufw.deny',
  doc: 'Add a rule that drops what fits it, without a word. Of what goes out through an active firewall, it is undone unless this machine still reaches its master.',
  args: UfwGuardedRuleArgs,
  example: 'ufw.deny from=203.0.113.7',
  out: 'txt',
  async run(host, want, context) {
    const words = ruleWords('deny', want);
    return mayCutOff(want) ? changeRules(host, want, context, words) : runUfw(host, ...words);
  },
});
