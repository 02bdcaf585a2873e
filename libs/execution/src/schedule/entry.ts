import { looksLikeCron, type Rhythm } from '@fleet/schedule';
import { isList, isMap, stringifyExact, type Value, type ValueMap } from '@fleet/values';

/** One scheduled job, as the file says and with everything read. */
export interface ScheduleEntry {
  readonly name: string;
  readonly function: string;
  /** Exact JSON. */
  readonly args: string;
  readonly kwargs: string;
  readonly enabled: boolean;
  readonly rhythm: Rhythm;
  /** Milliseconds of which each run is late by a random part. */
  readonly splay: readonly [from: number, to: number];
  /** Runs of it at once. */
  readonly maxrunning: number;
  /** Absent: interval jobs run when the minion starts, and not when they are added. */
  readonly runOnStart?: boolean;
  /** Milliseconds since the epoch; nothing runs before, or from then on. */
  readonly after?: number;
  readonly until?: number;
  readonly returnJob: boolean;
}

/** Seconds. No timer waits longer than some weeks, and none that is asked to waits at all. */
const longestSplay = 7 * 24 * 3600;

const units = { seconds: 1_000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 };

/** The job, or why it can never run. */
export function readScheduleEntry(name: string, value: Value): ScheduleEntry | string {
  if (!isMap(value)) return 'it is not a mapping';
  const text = value.get('function');
  if (typeof text !== 'string' || !/^[A-Za-z_]\w*\.\w+$/.test(text)) return 'it names no function';
  const rhythm = readRhythm(value);
  if (typeof rhythm === 'string') return rhythm;
  const splay = readSplay(value.get('splay'));
  if (!splay) return `splay is a number of seconds, or {start, end}; at most ${longestSplay}`;
  const bounds: { after?: number; until?: number } = {};
  for (const side of ['after', 'until'] as const) {
    const wish = value.get(side);
    if (wish === undefined || wish === null) continue;
    const at = moment(wish);
    if (at === undefined) return `${side} is a time such as 2026-12-24T18:00:00`;
    bounds[side] = at;
  }
  const runOnStart = value.get('run_on_start');
  const maxrunning = value.get('maxrunning');
  return {
    name,
    function: text,
    args: stringifyExact(isList(value.get('args')) ? (value.get('args') as Value) : []),
    kwargs: stringifyExact(isMap(value.get('kwargs')) ? (value.get('kwargs') as Value) : new Map()),
    enabled: value.get('enabled') !== false,
    rhythm,
    splay,
    maxrunning: typeof maxrunning === 'number' && maxrunning >= 1 ? maxrunning : 1,
    ...(typeof runOnStart === 'boolean' && { runOnStart }),
    ...bounds,
    returnJob: value.get('return_job') !== false,
  };
}

function readRhythm(value: ValueMap): Rhythm | string {
  const wrong = Object.keys(units).find((unit) => value.get(unit) !== undefined && !isCount(value.get(unit) as Value));
  if (wrong !== undefined) return `${wrong} is a number that is not negative`;
  const period = Object.entries(units).reduce((sum, [unit, length]) => sum + amount(value.get(unit)) * length, 0);
  const ways = [
    ...(Object.keys(units).some((unit) => value.get(unit) !== undefined) ? ['an interval'] : []),
    ...['cron', 'when', 'once'].filter((way) => value.get(way) !== undefined),
  ];
  if (ways.length !== 1) return ways.length === 0 ? 'it does not say when' : `it says when twice: ${ways.join(', ')}`;
  const cron = value.get('cron');
  if (cron !== undefined)
    return looksLikeCron(cron) ? { kind: 'cron', expression: cron } : 'cron is five or six fields: 0 3 * * 1';
  const wish = value.get('when') ?? value.get('once');
  if (wish !== undefined) {
    const moments = (isList(wish) ? wish : [wish]).map(moment);
    if (moments.includes(undefined)) return 'when and once are times such as 2026-12-24T18:00:00';
    return { kind: 'moments', moments: (moments as number[]).sort((a, b) => a - b) };
  }
  return period >= 1_000 ? { kind: 'interval', period } : 'an interval is a second at least';
}

function isCount(value: Value): boolean {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function amount(value: Value | undefined): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : 0;
}

/** Without a zone: this machine's. */
function moment(value: Value): number | undefined {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:?\d{2})?)?$/.test(value))
    return undefined;
  const at = new Date(value.includes(':') ? value.replace(' ', 'T') : `${value}T00:00:00`).getTime();
  return Number.isNaN(at) ? undefined : at;
}

function readSplay(value: Value | undefined): readonly [number, number] | undefined {
  if (value === undefined || value === null) return [0, 0];
  if (typeof value === 'number' && value >= 0 && value <= longestSplay) return [0, value * 1000];
  if (!isMap(value)) return undefined;
  const [start, end] = [amount(value.get('start')), amount(value.get('end'))];
  return end >= start && end <= longestSplay ? [start * 1000, end * 1000] : undefined;
}
