import { defineFunction } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const reject = defineFunction({
  name: 'ufw.reject',
  doc: 'Add a rule that refuses what fits it, and says so to the sender.',
  args: UfwRuleArgs,
  example: 'ufw.reject 25/tcp direction=out',
  out: 'txt',
  run: (host, want) => runUfw(host, ...ruleWords('reject', want)),
});
