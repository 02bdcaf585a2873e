import type { CommandResult, Host } from '@fleet/platform';
import type { Value, ValueMap } from '@fleet/values';
import { StepFailed, type StateContext, type Step } from '../definition.js';
import { step } from '../step.js';
import { commandOptions, succeeded, type CommandStateArgs } from './command.args.js';
import { readStateful } from './stateful.js';

export interface CommandOrder {
  /** What is run: a line for the shell, or program and arguments. */
  readonly command: string | [string, ...string[]];
  /** How it is called in comments. */
  readonly label: string;
}

/** The one step of every cmd state: runs the command, answers pid, retcode and output as its changes. */
export function commandStep(order: CommandOrder, want: CommandStateArgs, context: StateContext, prepare?: (host: Host) => Promise<CommandOrder['command']>): Step {
  return step(`run ${order.label}`, { command: order.label }, async (host) => {
    const command = prepare ? await prepare(host) : order.command;
    const result = await host.commands.run(command, {
      ...commandOptions(want, context.signal),
      onOutput: (_stream, text) => report(text, want, context),
    });
    const good = !result.timedOut && result.signal === undefined && succeeded(want, result.exitCode);
    const changes = outcome(result, want, good, order.label);
    if (!good) throw new StepFailed(reason(result, want), changes);
    if (want.stateful) return readStateful(result.stdout, changes);
    return { changes, comment: `Command ${order.label} run` };
  });
}

function outcome(result: CommandResult, want: CommandStateArgs, good: boolean, label: string): ValueMap {
  const stdout = result.timedOut ? `${label} : timed out after ${(want.timeout ?? 0) / 1000} seconds\n${result.stdout}`.trimEnd() : result.stdout;
  return new Map<Value, Value>([
    ['pid', result.pid],
    // Salt reports a listed exit code as 0.
    ['retcode', good ? 0 : result.timedOut ? 1 : result.exitCode],
    ['stdout', want.hide_output ? '' : stdout],
    ['stderr', want.hide_output ? '' : result.stderr],
  ]);
}

function reason(result: CommandResult, want: CommandStateArgs): string {
  if (result.timedOut) return `it took longer than ${(want.timeout ?? 0) / 1000} s and was ended`;
  if (result.signal !== undefined) return `signal ${result.signal} ended it`;
  const last = want.hide_output ? '' : ((result.stderr.trim() || result.stdout.trim()).split('\n').at(-1) ?? '');
  return `exit code ${result.exitCode}${last ? `: ${last.slice(0, 300)}` : ''}`;
}

function report(text: string, want: CommandStateArgs, context: StateContext): void {
  const line = want.hide_output ? '' : (text.trimEnd().split('\n').at(-1) ?? '');
  if (line !== '') context.progress(line.slice(0, 200));
}
