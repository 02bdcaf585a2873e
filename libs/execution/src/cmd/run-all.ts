import type { CommandResult } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { exitCode, perform, retcodeOf, shown } from './perform.js';

export const runAll = defineFunction({
  name: 'cmd.run_all',
  doc: 'Run a command line; answer pid, retcode, stdout and stderr.',
  args: CommandArgs,
  example: "cmd.run_all 'systemctl is-active docker'",
  async run(host, want, context) {
    const result = await perform(host, want, context);
    return new FunctionResult(everything(result, want), retcodeOf(result, want));
  },
});

export function everything(result: CommandResult, want: CommandArgs): ValueMap {
  return new Map<Value, Value>([
    ['pid', result.pid],
    ['retcode', exitCode(result)],
    ['stdout', shown(result.stdout, want)],
    ['stderr', shown(result.stderr, want)],
  ]);
}
