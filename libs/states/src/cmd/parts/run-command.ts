import { LiveLines, type CommandOptions, type CommandResult, type Host, type HostView } from '@fleet/platform';
import { pythonStr } from '@fleet/rendering';
import { fromPlain, type Value, type ValueMap } from '@fleet/values';
import { StepFailed, type Plan, type StateContext } from '../../definition.js';
import { already, step } from '../../step.js';
import type { CommandArgs } from './command.args.js';
import { readStateful } from './stateful.js';

/** What a state runs; `line` is how it is called in sentences. */
export interface Running {
  readonly line: string;
  readonly want: CommandArgs;
  readonly run: (host: Host, options: CommandOptions & { shell?: string }) => Promise<CommandResult>;
}

/** The plan of one command: nothing where `creates` exists, else one step that runs it. */
export async function planCommand(host: HostView, running: Running, context: StateContext): Promise<Plan> {
  const { want, line } = running;
  if (want.bg) return { impossible: '`bg` is not supported: use a unit for what is to outlive the run' };
  const codes = successCodes(want);
  if (codes === undefined) return { impossible: '`success_retcodes` must be a whole number or a list of them' };
  const present = await Promise.all(
    (want.creates ?? []).map(async (path) => (await host.files.statTarget(path)) !== undefined),
  );
  if (present.length > 0 && present.every(Boolean)) return already(`${(want.creates ?? []).join(', ')} exists`);
  // In a dry run an earlier state may be what makes the directory.
  if (want.cwd !== undefined && !context.test && (await host.files.statTarget(want.cwd))?.kind !== 'directory')
    return { impossible: `the directory ${want.cwd} does not exist` };
  const testCommand = testNameOf(want.stateful);
  if (context.test && testCommand !== undefined) return foreseen(host, testCommand, running, codes, context);
  const doing = step(`run "${line}"`, { cmd: line }, (machine) => execute(machine, running, codes, context));
  return { steps: [doing], already: '', would: `Command "${line}" would have been executed` };
}

/** `stateful: [{test_name: COMMAND}]`: a dry run asks that command what the real one would change. It must only look. */
function testNameOf(stateful: Value): string | undefined {
  for (const item of Array.isArray(stateful) ? stateful : [stateful]) {
    const name = item instanceof Map ? item.get('test_name') : undefined;
    if (typeof name === 'string') return name;
  }
  return undefined;
}

async function foreseen(
  host: HostView,
  testCommand: string,
  { want }: Running,
  codes: ReadonlySet<number>,
  context: StateContext,
): Promise<Plan> {
  const result = await host.commands.probe(testCommand, commandOptions(want, context));
  if (result.signal !== undefined || result.timedOut || !codes.has(result.exitCode))
    return { impossible: `"${testCommand}" cannot tell what would change: ${why(result, want)}` };
  const told = readStateful(result.stdout);
  if ('problem' in told) return { impossible: `"${testCommand}": ${told.problem}` };
  return { verdict: told.changed ? null : true, comment: told.comment, changes: told.changed ? told.facts : new Map() };
}

async function execute(
  host: Host,
  running: Running,
  codes: ReadonlySet<number>,
  context: StateContext,
): Promise<{ changes: ValueMap; comment: string }> {
  const { want, line } = running;
  const live = want.hide_output || want.output_loglevel === 'quiet' ? undefined : new LiveLines(context.progress);
  const result = await running.run(host, { ...commandOptions(want, context), ...(live && { onOutput: live.take }) });
  live?.end();
  const succeeded = !result.timedOut && result.signal === undefined && codes.has(result.exitCode);
  const stdout = result.timedOut ? `${line} : Timed out after ${(want.timeout ?? 0) / 1000} seconds` : result.stdout;
  const shown = want.hide_output ? {} : { stdout: shortened(stdout), stderr: shortened(result.stderr) };
  const changes = fromPlain({
    pid: result.pid,
    retcode: succeeded ? 0 : result.timedOut ? 1 : result.exitCode,
    ...shown,
  }) as ValueMap;
  if (succeeded && want.stateful !== false) {
    const told = readStateful(result.stdout);
    if ('problem' in told) throw new StepFailed(told.problem, changes);
    return { changes: told.changed ? new Map([...changes, ...told.facts]) : new Map(), comment: told.comment };
  }
  if (!succeeded) throw new StepFailed(why(result, want), changes);
  return { changes, comment: `Command "${line}" run` };
}

/** Characters of a stream that a change shows. All chunks of a run share one return, which has room for less than a megabyte. */
const mostShown = 32 * 1024;

/**
 * A long output's beginning and, mostly, its end, which tells how it went. Cut between lines where there are some: half of a secret is
 * known to nobody, and would be shown.
 */
function shortened(text: string): string {
  if (text.length <= mostShown) return text;
  const [headEnd, tailStart] = [mostShown / 4, text.length - (mostShown / 4) * 3];
  const [lastEnd, nextEnd] = [text.lastIndexOf('\n', headEnd), text.indexOf('\n', tailStart)];
  const head = text.slice(0, lastEnd > 0 ? lastEnd : headEnd);
  const tail = text.slice(nextEnd >= 0 ? nextEnd + 1 : tailStart);
  return `${head}\n[… ${text.length - head.length - tail.length} characters left out …]\n${tail}`;
}

function why(result: CommandResult, want: CommandArgs): string {
  if (result.timedOut) return `it took longer than ${(want.timeout ?? 0) / 1000} s`;
  if (result.signal !== undefined) return `it was ended by ${result.signal}`;
  const said = want.hide_output ? '' : (result.stderr || result.stdout).trim().split('\n').slice(-5).join('\n');
  return `exit code ${result.exitCode}${said === '' ? '' : `: ${shortened(said)}`}`;
}

function commandOptions(want: CommandArgs, context: StateContext): CommandOptions & { shell?: string } {
  return {
    shell: want.shell,
    signal: context.signal,
    ...(want.cwd === undefined ? {} : { cwd: want.cwd }),
    ...(want.runas === undefined ? {} : { runas: want.runas }),
    ...(want.umask === undefined ? {} : { umask: want.umask }),
    ...(want.timeout === undefined ? {} : { timeout: want.timeout }),
    ...(want.stdin === undefined ? {} : { stdin: want.stdin }),
    ...(want.env === undefined
      ? {}
      : {
          env: Object.fromEntries(
            [...want.env].map(([key, value]) => [String(key), value === null ? '' : pythonStr(value)]),
          ),
        }),
  };
}

function successCodes(want: CommandArgs): ReadonlySet<number> | undefined {
  const given = want.success_retcodes ?? [];
  const codes = (Array.isArray(given) ? given : [given]).map(Number);
  return codes.every((code) => Number.isInteger(code)) ? new Set([0, ...codes]) : undefined;
}
