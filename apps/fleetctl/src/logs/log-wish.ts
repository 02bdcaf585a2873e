import type { JobRequest } from '@fleet/protocol';
import { fromPlain, stringifyExact, type Value } from '@fleet/values';
import { parseDuration } from '../command-line/duration.js';
import { chooseTarget, UsageProblem } from '../command-line/target.js';

type Options = Readonly<Record<string, unknown>>;

/** A call of a function of logs, from the words and options of the command line. @throws UsageProblem */
export function logCall(
  name: string,
  operands: readonly string[],
  options: Options,
  more: Readonly<Record<string, string | number>> = {},
): JobRequest {
  const [expression, ...logs] = operands;
  if (expression === undefined || logs.length === 0)
    throw new UsageProblem("TARGET and a unit or a file are missing: fleetctl logs 'miner-*' cortensord@node_01");
  const text = (key: string): string | undefined => (typeof options[key] === 'string' ? options[key] : undefined);
  const kwargs: Record<string, unknown> = { ...more };
  for (const key of ['since', 'until'] as const) {
    const given = text(key);
    if (given !== undefined) kwargs[key] = momentText(key, given);
  }
  for (const key of ['level', 'grep'] as const) if (text(key) !== undefined) kwargs[key] = text(key);
  if (options['ignoreCase'] === true) {
    if (text('grep') === undefined) throw new UsageProblem('--ignore-case goes with --grep');
    kwargs['ignore_case'] = true;
  }
  return {
    target: chooseTarget(expression, options),
    function: name,
    args: stringifyExact([fromPlain(logs)]),
    kwargs: stringifyExact(fromPlain(kwargs)),
    watch: true,
  };
}

/** Milliseconds that are told twice when a follower begins again, so that nothing falls in between. */
const overlap = 5_000;

/**
 * The same from so many milliseconds ago on, of these minions alone or of all. Each counts back by its own clock: the time that a line tells may be any.
 */
export function onwards(request: JobRequest, ago: number, minions?: readonly string[]): JobRequest {
  const given = JSON.parse(request.kwargs) as Record<string, Value>;
  const since = `${Math.ceil((ago + overlap) / 1000)}s`;
  return {
    ...request,
    kwargs: stringifyExact(fromPlain({ ...given, since, lines: 10_000 })),
    ...(minions && { target: { type: 'list', expression: minions.join(',') } }),
  };
}

/** Spans are of the clock of each minion; a time without a zone is meant as it is here. */
function momentText(key: string, text: string): string {
  if (/^\d+(?:\.\d+)?[smhd]$/.test(text)) {
    parseDuration(text);
    return text;
  }
  const time = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?$/.test(text) ? Date.parse(localTime(text)) : NaN;
  if (Number.isNaN(time))
    throw new UsageProblem(`--${key}: "${text}" is no time: write 30m, 2h, 7d, or 2026-01-21T03:30`);
  return new Date(time).toISOString();
}

/** A day alone would be read as UTC. */
function localTime(text: string): string {
  return text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T');
}

/** @throws UsageProblem */
export function lineCount(options: Options, otherwise: number): number {
  if (options['lines'] === undefined) return otherwise;
  const count = Number(options['lines']);
  if (!Number.isInteger(count) || count < 0 || count > 10_000)
    throw new UsageProblem('-n is a whole number from 0 to 10000');
  return count;
}
