import { CommanderError } from 'commander';
import { formatSentence, printable, type OutFormat, type StateOutput } from '@fleet/output';
import { exitCodes, longestQueued, makePlan, type JobRequest } from '@fleet/protocol';
import { commands } from './command-line/commands.js';
import { parseDuration } from './command-line/duration.js';
import { parseCall } from './command-line/call.js';
import { chooseProfile, profileChoice, wishesOf } from './command-line/profile.js';
import { buildProgram, type Options, type Wish } from './command-line/program.js';
import { wantsRollout } from './command-line/rollout-options.js';
import { chooseTarget, UsageProblem } from './command-line/target.js';
import { MalformedArgument } from './command-line/value.js';
import { exitCodeOfFault } from './exit-code.js';
import { runConfirmed, withConsent } from './job/confirm.js';
import { MasterRefused, MasterUnreachable, ProfileProblem, type MasterLink } from './master-link.js';
import { askingFor } from './output/asking-for.js';
import { openTerminal, type Streams, type Terminal } from './output/terminal.js';
import type { Session, Settings } from './session.js';
import { wayOut, type Asked } from './ways-out.js';

/** The life of one fleetctl: read the command line, connect, ask, show, leave with an exit code. */
export async function main(argv: readonly string[], environment: NodeJS.ProcessEnv, streams: Streams): Promise<number> {
  const colour = environment['NO_COLOR'] === undefined || environment['NO_COLOR'] === '';
  const dumb = environment['TERM'] === 'dumb';
  let terminal = openTerminal(streams, colour, dumb);
  let link: Promise<MasterLink> | undefined;
  let wish: Wish | undefined;
  try {
    wish = readCommandLine(argv);
    if (wish === undefined) return exitCodes.ok;
    const { options } = wish;
    if (options['color'] === false) terminal = openTerminal(streams, false, dumb);
    const name = (): string | undefined => chooseProfile(profileChoice(options), environment).name;
    const session: Session = {
      terminal: askingFor(terminal, name),
      profile: name,
      settings: { ...(await wishesOf(profileChoice(options), environment)), ...readSettings(options) },
      environment,
      master: () => (link ??= connect(options, session)),
    };
    return await (wish.wish === 'command' ? wish.row.run(session, wish.operands, options) : call(session, wish));
  } catch (error) {
    return explain(error, terminal, askedBy(wish), wish?.options['quiet'] === true);
  } finally {
    await link?.then((master) => master.close()).catch(() => undefined);
  }
}

/** `undefined`: help or version was shown. */
function readCommandLine(argv: readonly string[]): Wish | undefined {
  let wish: Wish | undefined;
  const program = buildProgram(
    (globalThis as { FLEET_VERSION?: string }).FLEET_VERSION ?? 'development',
    (taken) => (wish = taken),
    argv.slice(2),
  );
  try {
    program.parse(argv);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return undefined;
    throw error;
  }
  return wish;
}

function readSettings(options: Options): Settings {
  const timeout = options['timeout'] === undefined ? undefined : Number(options['timeout']) * 1000;
  if (timeout !== undefined && !(timeout > 0)) throw new UsageProblem('--timeout is a number of seconds above 0');
  return {
    ...(options['out'] === undefined ? {} : { out: options['out'] as OutFormat }),
    ...(options['stateOutput'] !== undefined && { stateOutput: options['stateOutput'] as StateOutput }),
    ...(options['stateVerbose'] !== undefined && { stateVerbose: options['stateVerbose'] === 'true' }),
    ...(timeout === undefined ? {} : { timeout: Math.round(timeout) }),
    verbose: options['verbose'] === true,
    quiet: options['quiet'] === true,
    ...(typeof options['diff'] === 'boolean' && { diff: options['diff'] }),
    ...(typeof options['group'] === 'boolean' && { group: options['group'] }),
    detailedExitcode: options['detailedExitcode'] === true,
    phases: options['phases'] === true,
  };
}

async function connect(options: Options, { environment, terminal, settings }: Session): Promise<MasterLink> {
  const { connectMaster } = await import('./bus-link.js');
  return connectMaster(profileChoice(options), environment, (warning) => {
    if (!settings.quiet) terminal.note(terminal.notePaint.would(warning));
  });
}

async function call(session: Session, wish: Extract<Wish, { wish: 'call' }>): Promise<number> {
  const target = chooseTarget(wish.target, wish.options);
  // The connection is made while the arguments are read.
  const connecting = session.master();
  connecting.catch(() => undefined);
  const { args, kwargs } = await parseCall(wish.words, readSelection(wish));
  const save = readSave(wish);
  const { timeout } = session.settings;
  const yes = wish.options['yes'] === true;
  if (wantsRollout(wish.options)) {
    const { runRollout } = await import('./rollout/run.js');
    return runRollout(
      session,
      {
        ...{ target, function: wish.function, args, kwargs },
        ...(timeout && { timeout }),
        ...(wish.options['yesDestroy'] === true && { destroy: true }),
      },
      wish.options,
      yes,
    );
  }
  const request = {
    target,
    function: wish.function,
    args,
    kwargs,
    watch: true,
    ...(timeout === undefined ? {} : { timeout }),
    ...readQueue(wish.options),
    ...(wish.options['yesDestroy'] === true && { destroy: true }),
  };
  const revealing =
    wish.options['showSecrets'] === true ? new (await import('./job/revealed.js')).Revealing() : undefined;
  const asked = revealing ? { ...request, reveal: revealing.request } : request;
  if (wish.options['async'] === true) {
    if (revealing) throw new UsageProblem('--show-secrets opens answers, and --async waits for none');
    if (save !== undefined) throw new UsageProblem('--save waits for every answer, and --async for none');
    return begin(session, request, yes);
  }
  const particulars = revealing ? { revealing } : {};
  if (save === undefined) return runConfirmed(session, asked, yes, particulars);
  const { runAndSave } = await import('./plan/save.js');
  return runAndSave(session, save, (begun) => runConfirmed(session, asked, yes, { ...particulars, begun }));
}

/** Begins a job and leaves it alone. */
async function begin(session: Session, request: JobRequest, yes: boolean): Promise<number> {
  const master = await session.master();
  const { showBegun } = await import('./jobs/detached.js');
  return withConsent(session, yes, async (consent) =>
    showBegun(session, await master.ask('job_create', { ...request, ...consent, watch: false })),
  );
}

/** What --only-id and --exclude-id mean for a state run. */
function readSelection({ function: name, options }: Extract<Wish, { wish: 'call' }>): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const [option, argument] of [
    ['onlyId', 'only_id'],
    ['excludeId', 'exclude_id'],
  ] as const)
    if (options[option] !== undefined) chosen.set(argument, String(options[option]));
  if (chosen.size > 0 && !name.startsWith('state.'))
    throw new UsageProblem(`--only-id and --exclude-id choose states: ${name} runs none`);
  return chosen;
}

function readSave({ function: name, options }: Extract<Wish, { wish: 'call' }>): string | undefined {
  const { save } = options;
  if (save === undefined) return undefined;
  if (name !== makePlan) throw new UsageProblem(`--save keeps a plan: it goes with ${makePlan}, not with ${name}`);
  if (options['queue'] === true) throw new UsageProblem('--save waits for every answer, and --queue for none');
  return String(save);
}

/** By what the way out of a refusal goes. */
function askedBy(wish: Wish | undefined): Asked {
  if (wish?.wish === 'call') return { function: wish.function };
  const [group] = wish?.row.name.split(' ') ?? [];
  return commands.some(({ name }) => name === `${group} list`) ? { listed: group as string } : {};
}

/** Whether it waits for minions that are away, and for how long. */
function readQueue(options: Options): { queue?: true; expires?: number } {
  const { queue, expires } = options;
  if (expires !== undefined && queue !== true)
    throw new UsageProblem('--expires says how long a job waits for minions that are away: it goes with --queue');
  if (queue !== true) return {};
  if (expires === undefined) return { queue };
  const milliseconds = parseDuration(String(expires));
  if (milliseconds < 1000 || milliseconds > longestQueued)
    throw new UsageProblem('--expires is at least 1s and at most 30d');
  return { queue, expires: milliseconds };
}

/** What went wrong, as a sentence with the way out, and as an exit code. Defects of ours are thrown on. */
async function explain(error: unknown, terminal: Terminal, asked: Asked, quiet: boolean): Promise<number> {
  const say = (sentence: string): void => terminal.note(terminal.notePaint.bad(`fleetctl: ${printable(sentence)}`));
  // Commander has said what is wrong already.
  if (error instanceof CommanderError) return exitCodes.usage;
  if (error instanceof UsageProblem || error instanceof ProfileProblem) {
    say(error.sentence);
    return exitCodes.usage;
  }
  if (error instanceof MalformedArgument) {
    say(
      `the argument ${error.argument} begins like YAML and is none: ${error.reason}. Quote it for YAML to pass it as it is: '"…"'`,
    );
    return exitCodes.usage;
  }
  if (error instanceof MasterUnreachable) {
    say(error.sentence);
    return exitCodes.unreachable;
  }
  if (error instanceof MasterRefused) {
    terminal.note(formatSentence(error.fault, terminal.notePaint));
    const way = quiet ? undefined : wayOut(error.fault, asked);
    if (way !== undefined) terminal.note(way);
    return exitCodeOfFault(error.fault.code);
  }
  throw error;
}
