import { defineFunction } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export const limit = defineFunction({
  name: 'ufw.limit',
  doc: 'Add a rule that lets through what fits it, but not six new connections of one address in half a minute.',
  args: UfwRuleArgs,
  example: 'ufw.limit 22/tcp',
  out: 'txt',
  run: (host, want) => runUfw(host, ...ruleWords('limit', want)),
});
