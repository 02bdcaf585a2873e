import type { CommandResult, Host } from '@fleet/platform';
import { isList } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { liveOutput } from './live-output.js';
import { lastWords } from '../tool.js';
import { commandLine, commandOptions, type CommandArgs } from './command.args.js';

/**
 * Runs the command; what it says goes out as progress while it runs.
 * @throws FunctionRefused `failed` where it fails and `raise_err` was asked for
 */
export async function perform(host: Host, want: CommandArgs, context: FunctionContext): Promise<CommandResult> {
  const shell = want.python_shell ?? !context.nested;
  const line = commandLine({ ...want, python_shell: shell });
  const options = commandOptions(want, context.signal);
  const live = hidden(want) ? undefined : liveOutput(context);
  const result = await host.commands.run(line, { ...options, ...(live && { onOutput: live.take }) });
  live?.end();
  if (want.raise_err && failed(result, want)) {
    const words = want.hide_output ? '' : `: ${lastWords(result)}`;
    throw new FunctionRefused('failed', `the command ended with ${exitCode(result)}${words}`);
  }
  return result;
}

function hidden(want: CommandArgs): boolean {
  return want.hide_output || want.output_loglevel === 'quiet';
}

/** What a job ends with: 1 where the command failed, however. */
export function retcodeOf(result: CommandResult, want: CommandArgs): number {
  return failed(result, want) && !want.ignore_retcode ? 1 : 0;
}

function failed(result: CommandResult, want: CommandArgs): boolean {
  const allowed = isList(want.success_retcodes) ? want.success_retcodes : [want.success_retcodes];
  const code = exitCode(result);
  return code !== 0 && !allowed.some((one) => one === code);
}

/** What it printed, as it was asked for. */
export function shown(text: string, want: CommandArgs): string {
  if (want.hide_output) return '';
  return want.rstrip ? text.trimEnd() : text;
}

/** The exit code that operators see: 124 after a time-out, as timeout(1) has it; 128 + 9 and the like for signals are the shell's. */
export function exitCode(result: CommandResult): number {
  if (result.timedOut) return 124;
  return result.signal === undefined ? result.exitCode : result.exitCode || 137;
}
