import type { CommandResult, Host } from '@fleet/platform';
import type { FunctionContext } from '../definition.js';
import { commandLine, commandOptions, type CommandArgs } from './command.args.js';

/** Runs the command; what it says goes out as progress while it runs. */
export function perform(host: Host, want: CommandArgs, context: FunctionContext): Promise<CommandResult> {
  return host.commands.run(commandLine(want), {
    ...commandOptions(want, context.signal),
    onOutput: (_stream, text) => {
      const line = text.trimEnd().split('\n').at(-1) ?? '';
      if (line !== '') context.progress(line.slice(0, 200));
    },
  });
}

/** What a job ends with: 1 where the command failed, however. */
export function retcodeOf(result: CommandResult): number {
  return exitCode(result) === 0 ? 0 : 1;
}

/** The exit code that operators see: 124 after a time-out, as timeout(1) has it; 128 + 9 and the like for signals are the shell's. */
export function exitCode(result: CommandResult): number {
  if (result.timedOut) return 124;
  return result.signal === undefined ? result.exitCode : result.exitCode || 137;
}
