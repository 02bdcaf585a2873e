import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { perform, retcodeOf, shown } from './perform.js';

export const runStdout = defineFunction({
  name: 'cmd.run_stdout',
  doc: 'Run a command line; answer its standard output alone.',
  args: CommandArgs,
  example: "cmd.run_stdout 'uname -a'",
  out: 'txt',
  async run(host, want, context) {
    const result = await perform(host, want, context);
    return new FunctionResult(shown(result.stdout, want), retcodeOf(result, want), 'txt');
  },
});
