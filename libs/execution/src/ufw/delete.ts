import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { changeRules, mayCutOff } from './change-rules.js';
import { declareGuard, type GuardArgs } from './guard.args.js';
import { ruleWords } from './rule-words.js';
import { UfwActionRuleArgs } from './rule.args.js';
import { askUfw, runUfw } from './run-ufw.js';
import { rulesInForce } from './status.js';

export class UfwDeleteArgs extends UfwActionRuleArgs implements GuardArgs {
  @Arg({
    doc: 'Number of the rule, as `ufw.status` tells it, instead of the rule itself.',
    type: 'int',
    optional: true,
  })
  number?: number;

  check_master!: boolean;
  check?: string[];
  revert_after!: number;
}
declareGuard(UfwDeleteArgs.prototype);

export const delete_ = defineFunction({
  name: 'ufw.delete',
  doc: 'Delete a rule: the one that is described, or the one of a number; numbers move when a rule goes. One that lets out through an active firewall comes back unless this machine still reaches its master.',
  args: UfwDeleteArgs,
  example: 'ufw.delete 22/tcp action=limit',
  out: 'txt',
  async run(host, want, context) {
    const described =
      want.port ?? want.app ?? want.interface ?? (want.from === 'any' && want.to === 'any' ? undefined : '');
    if ((want.number === undefined) === (described === undefined))
      throw new FunctionRefused('bad-arguments', 'give the rule (`port`, `from`, …), or its `number`');
    const { number } = want;
    if (number !== undefined) {
      const words = ['--force', 'delete', String(number)];
      const rule = rulesInForce(await askUfw(host, 'status', 'numbered')).find((one) => one.number === number);
      return rule?.direction === 'out' && letsThrough(rule.action)
        ? changeRules(host, want, context, words)
        : runUfw(host, ...words);
    }
    const words = ruleWords(want.action, want, 'delete');
    const said =
      mayCutOff(want) && letsThrough(want.action)
        ? await changeRules(host, want, context, words)
        : await runUfw(host, ...words);
    if (!/deleted|updated/i.test(said))
      throw new FunctionRefused('not-found', `ufw: ${said.split('\n')[0] ?? 'no such rule'}`);
    return said;
  },
});

/** What is closed no more cuts nothing off. */
function letsThrough(action: string): boolean {
  return action === 'allow' || action === 'limit';
}
