import { Arg } from '@fleet/arguments';
import { defineFunction, FunctionRefused } from '../definition.js';
import { declareGuard, GuardArgs } from './guard.args.js';
import { guarded } from './guard.js';
import { askUfw, runUfw } from './run-ufw.js';
import { directions, readSettings, type Direction } from './settings.js';

export class UfwDefaultArgs extends GuardArgs {
  @Arg({ doc: 'What happens to what no rule is about.', type: 'string', oneOf: ['allow', 'deny', 'reject'] })
  policy!: string;

  @Arg({ doc: 'What it is for.', type: 'string', oneOf: directions, default: 'incoming' })
  direction!: Direction;
}
declareGuard(UfwDefaultArgs.prototype);

export const default_ = defineFunction({
  name: 'ufw.default',
  doc: 'Set what happens to what no rule is about. Of an active firewall, an outgoing policy that is not allow is undone unless this machine still reaches its master.',
  args: UfwDefaultArgs,
  example: 'ufw.default deny incoming',
  out: 'txt',
  async run(host, want, context) {
    const now = (await readSettings(host)).policies[want.direction];
    const act = (): Promise<string> => runUfw(host, 'default', want.policy, want.direction);
    const active = /^Status: active$/m.test(await askUfw(host, 'status'));
    if (!active || want.direction !== 'outgoing' || want.policy === 'allow' || want.policy === now) return act();
    if (now === 'unknown')
      throw new FunctionRefused('failed', 'ufw does not tell the policy that would be gone back to');
    const ufw = (await host.commands.which('ufw')) ?? 'ufw';
    return guarded(host, want, context, { act, undo: [ufw, 'default', now, want.direction] });
  },
});
