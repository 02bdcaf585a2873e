import type { Value } from '@fleet/values';
import { FunctionResult, defineFunction } from '../definition.js';
import { exitCode } from './perform.js';
import { performScript } from './perform-script.js';
import { ScriptArgs } from './script.args.js';

export const script = defineFunction({
  name: 'cmd.script',
  doc: 'Run a script of the state tree; answer pid, retcode, stdout and stderr.',
  args: ScriptArgs,
  example: "cmd.script salt://scripts/check.sh args='--quick'",
  async run(host, want, context) {
    const result = await performScript(host, want, context);
    const retcode = exitCode(result);
    const answer = new Map<Value, Value>([
      ['pid', result.pid],
      ['retcode', retcode],
      ['stdout', result.stdout.trimEnd()],
      ['stderr', result.stderr.trimEnd()],
    ]);
    return new FunctionResult(answer, retcode === 0 ? 0 : 1);
  },
});
