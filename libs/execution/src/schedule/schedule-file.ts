import { posix } from 'node:path';
import { HostRefusal, type Host, type HostView } from '@fleet/platform';
import { isMap, parseExact, stringifyPlain, type Value, type ValueMap } from '@fleet/values';
import { FunctionRefused, type FunctionContext } from '../definition.js';

export interface Schedule {
  /** Nothing of it runs otherwise. */
  enabled: boolean;
  /** Name → what is scheduled. */
  readonly jobs: ValueMap;
}

const usualFile = '/var/lib/fleet/minion/schedule.json';

/** @throws FunctionRefused where the file cannot be read: it is not overwritten then */
export async function readSchedule(host: HostView, context: FunctionContext): Promise<Schedule> {
  const file = context.paths?.schedule ?? usualFile;
  try {
    if (!(await host.files.statTarget(file))) return { enabled: true, jobs: new Map() };
    const value = parseExact((await host.files.read(file)).toString('utf8'));
    const jobs = isMap(value) ? (value.get('jobs') ?? new Map<Value, Value>()) : undefined;
    if (isMap(value) && isMap(jobs ?? null)) return { enabled: value.get('enabled') !== false, jobs: jobs as ValueMap };
    throw new SyntaxError('it is no schedule');
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof HostRefusal)) throw error;
    throw new FunctionRefused(
      'failed',
      `the schedule in ${file} cannot be read (${error.message}); mend it, or move it away`,
    );
  }
}

/** Puts it in place, and lets the daemon look at it at once. */
export async function writeSchedule(host: Host, context: FunctionContext, schedule: Schedule): Promise<void> {
  const file = context.paths?.schedule ?? usualFile;
  const value: ValueMap = new Map<Value, Value>([
    ['enabled', schedule.enabled],
    ['jobs', schedule.jobs],
  ]);
  await host.files.makeDirectory(posix.dirname(file), { mode: 0o700 }, { parents: true });
  await host.files.write(file, `${stringifyPlain(value, 2)}\n`, { mode: 0o600 });
  await context.refresh('schedule');
}
