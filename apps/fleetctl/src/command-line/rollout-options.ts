import { longestRolloutStep, type RolloutRequest, type Share } from '@fleet/protocol';
import { parseDuration } from './duration.js';
import type { Options } from './program.js';
import { UsageProblem } from './target.js';

const makers = ['batch', 'canary'];
const others = ['wait', 'maxFailures', 'gate', 'hold', 'revert'];
/** What a single job can and a rollout cannot. */
const foreign: Readonly<Record<string, string>> = {
  queue: 'a wave does not wait for minions that are away: they count as failed (--max-failures)',
  expires: 'it goes with --queue',
  save: 'it keeps a plan, and a plan touches nothing',
  showSecrets: 'secrets are sealed to a command that waits, and a rollout goes on without one',
};

/** Whether a call is to be a rollout. @throws UsageProblem for options that only make sense there, or never do */
export function wantsRollout(options: Options): boolean {
  const given = (name: string): boolean => options[name] !== undefined && options[name] !== false;
  if (!makers.some(given)) {
    const stray = others.find(given);
    if (stray !== undefined)
      throw new UsageProblem(`${flag(stray)} is of a rollout: say --batch or --canary as well, as in --batch 10%`);
    return false;
  }
  for (const [name, why] of Object.entries(foreign))
    if (given(name)) throw new UsageProblem(`${flag(name)} does not go with a rollout: ${why}`);
  if (given('hold') && !given('gate'))
    throw new UsageProblem('--hold says how long gates have to hold: say --gate as well, or --wait to wait only');
  return true;
}

/** All that the options say, but the gates. @throws UsageProblem */
export function rolloutWish(
  options: Options,
): Pick<RolloutRequest, 'batch' | 'canary' | 'wait' | 'maxFailures' | 'hold' | 'revert'> {
  const { batch, canary, wait, maxFailures, hold, revert } = options;
  return {
    ...(batch !== undefined && { batch: share('--batch', String(batch), 1) }),
    ...(canary !== undefined && { canary: count('--canary', String(canary), 1) }),
    ...(wait !== undefined && { wait: span('--wait', String(wait)) }),
    ...(maxFailures !== undefined && { maxFailures: share('--max-failures', String(maxFailures), 0) }),
    ...(hold !== undefined && { hold: span('--hold', String(hold)) }),
    ...(revert === true && { revert }),
  };
}

function share(name: string, text: string, least: number): Share {
  if (!text.endsWith('%')) return { count: count(name, text, least, ' or a part such as 10%') };
  const percent = Number(text.slice(0, -1));
  if (!/^\d/.test(text) || !(percent >= least && percent <= 100))
    throw new UsageProblem(`${name} is a part from ${least}% to 100%, or a number; not "${text}"`);
  return { percent };
}

function count(name: string, text: string, least: number, also = ''): number {
  const value = Number(text);
  if (!/^\d{1,6}$/.test(text) || value < least || value > 100_000)
    throw new UsageProblem(`${name} is a whole number of at least ${least}${also}; not "${text}"`);
  return value;
}

function span(name: string, text: string): number {
  const milliseconds = /^0[smhd]?$/.test(text) ? 0 : parseDuration(text);
  if (milliseconds > longestRolloutStep) throw new UsageProblem(`${name} is at most 7d`);
  return milliseconds;
}

function flag(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
