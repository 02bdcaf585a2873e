import { FunctionResult, defineFunction } from '../definition.js';
import { CommandArgs } from './command.args.js';
import { exitCode, perform } from './perform.js';

export const retcode = defineFunction({
  name: 'cmd.retcode',
  doc: 'Run a command line; answer its exit code, which is no failure of the job whatever it is.',
  args: CommandArgs,
  example: "cmd.retcode 'test -e /etc/fleet'",
  run: async (host, want, context) => new FunctionResult(exitCode(await perform(host, want, context)), 0),
});
