import type { Value } from '@fleet/values';
import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { exitCode, perform } from './perform.js';

export const runAll = defineFunction({
  name: 'cmd.run_all',
  doc: 'Run a command line; answer pid, retcode, stdout and stderr.',
  args: CommandArgs,
  example: "cmd.run_all 'systemctl is-active docker'",
  async run(host, want, context) {
    const result = await perform(host, want, context);
    const retcode = exitCode(result);
    const answer = new Map<Value, Value>([
      ['pid', result.pid],
      ['retcode', retcode],
      ['stdout', result.stdout],
      ['stderr', result.stderr],
    ]);
    return new FunctionResult(answer, retcode === 0 ? 0 : 1);
  },
});
