import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { perform, retcodeOf } from './perform.js';
import { output } from './run.js';

export const shell = defineFunction({
  name: 'cmd.shell',
  doc: 'Run a command line through the shell, whatever python_shell says; answer what it printed.',
  args: CommandArgs,
  example: "cmd.shell 'ls /opt | wc -l'",
  out: 'txt',
  async run(host, want, context) {
    const result = await perform(host, { ...want, python_shell: true }, context);
    return new FunctionResult(output(result, want), retcodeOf(result, want), 'txt');
  },
});
