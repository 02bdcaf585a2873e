import { FunctionResult, defineFunction } from '../definition.js';
import { exitCode } from './perform.js';
import { performScript } from './perform-script.js';
import { ScriptArgs } from './script.args.js';

export const scriptRetcode = defineFunction({
  name: 'cmd.script_retcode',
  doc: 'Run a script of the state tree; answer its exit code, which is no failure of the job whatever it is.',
  args: ScriptArgs,
  example: 'cmd.script_retcode salt://scripts/check.sh',
  run: async (host, want, context) => new FunctionResult(exitCode(await performScript(host, want, context)), 0),
});
