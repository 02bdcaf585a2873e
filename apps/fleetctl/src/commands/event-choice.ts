import type { EventChoice } from '@fleet/protocol';
import { parseMoment } from '../command-line/moment.js';
import { UsageProblem } from '../command-line/target.js';

export type EventOptions = Readonly<Record<string, unknown>>;

/** Which events the command line means. */
export function choiceOf(tag: string | undefined, { minion, since, until }: EventOptions): EventChoice {
  const from = since === undefined ? undefined : parseMoment(String(since));
  const to = until === undefined ? undefined : parseMoment(String(until));
  if (from !== undefined && to !== undefined && from >= to)
    throw new UsageProblem('--until has to be later than --since');
  return {
    ...(tag !== undefined && { tag }),
    ...(minion !== undefined && { minion: String(minion) }),
    ...(from !== undefined && { since: from }),
    ...(to !== undefined && { until: to }),
  };
}

/** A whole number of at least 1; `undefined` where it was not given. */
export function wholeNumber(flag: string, given: unknown): number | undefined {
  if (given === undefined) return undefined;
  const count = Number(given);
  if (!Number.isSafeInteger(count) || count < 1) throw new UsageProblem(`${flag} is a whole number of at least 1`);
  return count;
}
