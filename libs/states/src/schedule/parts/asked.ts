import { isMap, type Value, type ValueMap } from '@fleet/values';
import { StepFailed, type StateContext } from '../../definition.js';

/** What is scheduled now, by name. */
export async function scheduledNow(context: StateContext): Promise<ValueMap> {
  const jobs = await context.call('schedule.list');
  return isMap(jobs) ? jobs : new Map<Value, Value>();
}

/** What a function of the schedule answers; `why` where it says no. */
export async function asked(
  context: StateContext,
  name: string,
  args: readonly Value[],
  kwargs: ValueMap = new Map<Value, Value>(),
): Promise<{ readonly why?: string; readonly changes: ValueMap }> {
  const answer = await context.call(`schedule.${name}`, args, kwargs);
  const said = isMap(answer) ? answer : new Map<Value, Value>();
  const changes = said.get('changes') ?? null;
  return {
    changes: isMap(changes) ? changes : new Map<Value, Value>(),
    ...(said.get('result') !== true && { why: String(said.get('comment') ?? 'the schedule gave no answer') }),
  };
}

/** @throws StepFailed where the function says no */
export async function done(...call: Parameters<typeof asked>): Promise<void> {
  const { why } = await asked(...call);
  if (why !== undefined) throw new StepFailed(why);
}
