import { defineFunction } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const allow = defineFunction({
  name: 'ufw.allow',
  doc: 'Add a rule that lets through what fits it.',
  args: UfwRuleArgs,
  example: 'ufw.allow 22/tcp from=10.0.0.0/8',
  out: 'txt',
  run: (host, want) => runUfw(host, ...ruleWords('allow', want)),
});
