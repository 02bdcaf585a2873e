import { setTimeout as pause } from 'node:timers/promises';
import type { Host } from '@fleet/platform';
import { isMap, type Value } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';
import { runTool } from '../tool.js';
import type { GuardArgs } from './guard.args.js';

const unit = 'fleet-ufw-revert';
const attempts = 3;

export type Undo = readonly [string, ...string[]];

/**
 * Does what may cut this machine off, and undoes it unless a new connection still gets through. The way back is armed before: a timer
 * of systemd, which fires also when this process has died or cannot say any more that all is well.
 * @throws FunctionRefused `failed`, with all as it was before
 */
export async function guarded(
  host: Host,
  want: GuardArgs,
  context: FunctionContext,
  change: { readonly act: () => Promise<string>; readonly undo: Undo },
): Promise<string> {
  const checks = (want.check ?? []).map(hostAndPort);
  if (!want.check_master && checks.length === 0)
    throw new FunctionRefused(
      'bad-arguments',
      'nothing would prove that this machine stays reachable: name what must be, as `check: [host:port]`',
    );
  if (want.revert_after < 20_000)
    throw new FunctionRefused('bad-arguments', '`revert_after` must leave at least 20 seconds');
  // Said before anything is changed: what is unreachable now would be blamed on the firewall.
  const before = await unreachable(want, checks, context);
  if (before !== undefined)
    throw new FunctionRefused(
      'failed',
      `nothing was changed, because what proves the change cannot be reached now: ${before}`,
    );
  const armed = performance.now();
  await arm(host, want.revert_after, change.undo);
  let said: string;
  try {
    said = await change.act();
  } catch (error) {
    // Half of it may have been done.
    await undo(host, change.undo);
    throw error;
  }
  const cut = await unreachableFor(want, checks, context);
  if (cut === undefined) {
    const disarmed = await disarm(host);
    // What was reached behind the time of the timer was reached without the change.
    if (disarmed && performance.now() - armed < want.revert_after) return said;
    throw new FunctionRefused(
      'failed',
      'the machine undid it by itself, or is about to, because the proof came too late: give it a longer `revert_after`',
    );
  }
  await undo(host, change.undo);
  throw new FunctionRefused(
    'failed',
    `it was undone at once, because with it this machine could not reach ${cut}: add the rules that let it through first`,
  );
}

async function arm(host: Host, after: number, words: Undo): Promise<void> {
  // Its way back would take this change with it, or be lost; with `arm` there is never more than one.
  if ((await host.commands.probe(['systemctl', '--quiet', 'is-active', `${unit}.timer`])).exitCode === 0)
    throw new FunctionRefused(
      'failed',
      'nothing was changed, because another change of the firewall has not been proved yet: try again in a minute',
    );
  const seconds = `${Math.ceil(after / 1000)}s`;
  await runTool(host, [
    ...['systemd-run', '--quiet', '--collect', `--unit=${unit}`, `--on-active=${seconds}`],
    ...[
      '--timer-property=AccuracySec=1s',
      '--description=fleet: undo a change of the firewall that nobody confirmed',
      '--',
    ],
    ...words,
  ] as [string, ...string[]]);
}

/** Whether there was a timer to stop: one that has fired is gone. */
async function disarm(host: Host): Promise<boolean> {
  return (await host.commands.run(['systemctl', 'stop', `${unit}.timer`])).exitCode === 0;
}

/** The timer stays armed until the way back has been gone: should this fail, it is tried again by itself. */
async function undo(host: Host, words: Undo): Promise<void> {
  await runTool(host, words);
  await disarm(host);
}

/** Names may need a moment: resolvers retry, and a first packet may be lost. */
async function unreachableFor(
  want: GuardArgs,
  checks: readonly (readonly [string, number])[],
  context: FunctionContext,
): Promise<string | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const cut = await unreachable(want, checks, context);
    if (cut === undefined || attempt === attempts || context.signal.aborted) return cut;
    await pause(500);
  }
}

/** What no new connection gets to, with the reason. */
async function unreachable(
  want: GuardArgs,
  checks: readonly (readonly [string, number])[],
  context: FunctionContext,
): Promise<string | undefined> {
  if (want.check_master) {
    const problem = await problemOf(context, 'status.ping_master', []);
    if (problem !== undefined) return `the master (${problem})`;
  }
  for (const [name, port] of checks) {
    const problem = await problemOf(context, 'network.connect', [name, port], new Map([['timeout', 3]]));
    if (problem !== undefined) return `${name}:${port} (${problem})`;
  }
  return undefined;
}

async function problemOf(
  context: FunctionContext,
  name: string,
  args: readonly Value[],
  kwargs: Map<Value, Value> = new Map(),
): Promise<string | undefined> {
  try {
    const answer = await context.call(name, args, kwargs);
    if (answer === true || (isMap(answer) && answer.get('result') === true)) return undefined;
    const reason = isMap(answer) ? (answer.get('comment') ?? answer.get('reason')) : undefined;
    return typeof reason === 'string' ? reason : 'no answer';
  } catch (error) {
    if (error instanceof FunctionRefused) return error.message;
    throw error;
  }
}

/** `10.0.0.1:443`, `name:443`, `[::1]:443` */
function hostAndPort(text: string): readonly [string, number] {
  const found = /^(?:\[([0-9a-fA-F:.]+)\]|([\w.-]+)):(\d{1,5})$/.exec(text);
  const port = Number(found?.[3]);
  const name = found?.[1] ?? found?.[2] ?? '';
  if (!found || name.startsWith('-') || port < 1 || port > 65_535)
    throw new FunctionRefused('bad-arguments', `\`check\`: ${text} is not host:port`);
  return [name, port];
}
