import type { Host } from '@fleet/platform';
import { isMap, type Value, type ValueMap } from '@fleet/values';
import type { FunctionContext, FunctionResult } from '../definition.js';
import { answer, change, unknown } from './answer.js';
import { readSchedule, writeSchedule } from './schedule-file.js';

/** Turns one job on or off. */
export async function switchJob(
  host: Host,
  context: FunctionContext,
  name: string,
  on: boolean,
): Promise<ValueMap | FunctionResult> {
  const schedule = await readSchedule(host, context);
  const job = schedule.jobs.get(name);
  if (!isMap(job ?? null)) return unknown(name);
  const known = job as ValueMap;
  if ((known.get('enabled') !== false) === on) return answer(true, `Job ${name} is ${word(on)} already.`);
  schedule.jobs.set(name, new Map<Value, Value>([...known, ['enabled', on]]));
  await writeSchedule(host, context, schedule);
  return answer(true, `${on ? 'Enabled' : 'Disabled'} Job ${name} in schedule.`, change(name, word(!on), word(on)));
}

/** Turns the schedule on or off as a whole; its jobs stay as they are. */
export async function switchAll(host: Host, context: FunctionContext, on: boolean): Promise<ValueMap | FunctionResult> {
  const schedule = await readSchedule(host, context);
  if (schedule.enabled === on) return answer(true, `The schedule is ${word(on)} already.`);
  await writeSchedule(host, context, { ...schedule, enabled: on });
  return answer(true, `${on ? 'Enabled' : 'Disabled'} schedule on minion.`, change('schedule', word(!on), word(on)));
}

function word(on: boolean): string {
  return on ? 'enabled' : 'disabled';
}
