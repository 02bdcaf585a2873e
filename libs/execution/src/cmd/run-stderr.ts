import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { perform, retcodeOf, shown } from './perform.js';

export const runStderr = defineFunction({
  name: 'cmd.run_stderr',
  doc: 'Run a command line; answer its standard error alone.',
  args: CommandArgs,
  example: "cmd.run_stderr 'uname -a'",
  out: 'txt',
  async run(host, want, context) {
    const result = await perform(host, want, context);
    return new FunctionResult(shown(result.stderr, want), retcodeOf(result, want), 'txt');
  },
});
