import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { ruleWords } from './rule-words.js';
import { UfwActionRuleArgs } from './rule.args.js';
import { runUfw } from './run-ufw.js';

export class UfwDeleteArgs extends UfwActionRuleArgs {
  @Arg({
    doc: 'Number of the rule, as `ufw.status` tells it, instead of the rule itself.',
    type: 'int',
    optional: true,
  })
  number?: number;
}

export const delete_ = defineFunction({
  name: 'ufw.delete',
  doc: 'Delete a rule: the one that is described, or the one of a number; numbers move when a rule goes.',
  args: UfwDeleteArgs,
  example: 'ufw.delete 22/tcp action=limit',
  out: 'txt',
  async run(host, want) {
    const described =
      want.port ?? want.app ?? want.interface ?? (want.from === 'any' && want.to === 'any' ? undefined : '');
    if ((want.number === undefined) === (described === undefined))
      throw new FunctionRefused('bad-arguments', 'give the rule (`port`, `from`, …), or its `number`');
    if (want.number !== undefined) return runUfw(host, '--force', 'delete', String(want.number));
    const said = await runUfw(host, ...ruleWords(want.action, want, 'delete'));
    if (!/deleted|updated/i.test(said))
      throw new FunctionRefused('not-found', `ufw: ${said.split('\n')[0] ?? 'no such rule'}`);
    return said;
  },
});
