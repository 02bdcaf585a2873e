import { defineFunction } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const deny = defineFunction({
  name: 'ufw.deny',
  doc: 'Add a rule that drops what fits it, without a word.',
  args: UfwRuleArgs,
  example: 'ufw.deny from=203.0.113.7',
  out: 'txt',
  run: (host, want) => runUfw(host, ...ruleWords('deny', want)),
});
