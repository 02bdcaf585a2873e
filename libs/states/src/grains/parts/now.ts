import { isList, isMap, traverse, type Value, type ValueMap } from '@fleet/values';
import { StepFailed, type StateContext, type Step } from '../../definition.js';
import { step } from '../../step.js';

/** What a grain is now: an earlier state of this run may have changed it. */
export async function grainNow(context: StateContext, name: string, delimiter: string): Promise<Value | undefined> {
  return traverse(await context.call('grains.items'), name, delimiter);
}

/** Sets a grain through the function of that name. */
export function setGrain(
  context: StateContext,
  { name, delimiter }: { readonly name: string; readonly delimiter: string },
  before: Value | undefined,
  value: Value,
  force: boolean,
): Step {
  const changes: ValueMap = new Map([
    [
      name,
      new Map<Value, Value>([
        ['old', before ?? null],
        ['new', value],
      ]),
    ],
  ]);
  return step(`set grain ${name}`, changes, async () => {
    const kwargs = new Map<Value, Value>([
      ['val', value],
      ['force', force],
      ['delimiter', delimiter],
    ]);
    const answer = await context.call('grains.set', [name], kwargs);
    if (isMap(answer) && answer.get('result') === false) throw new StepFailed(String(answer.get('comment')));
    const after = await grainNow(context, name, delimiter);
    if (JSON.stringify(plainly(after)) !== JSON.stringify(plainly(value)))
      throw new StepFailed(
        `${name} is written to the grains of this minion, but something wins over them: its configuration (grains of minion.yaml)`,
      );
  });
}

/** For comparing alone. */
export function plainly(value: Value | undefined): unknown {
  if (isMap(value ?? null)) return [...(value as ValueMap)].map(([key, item]) => [String(key), plainly(item)]).sort();
  if (isList(value ?? null)) return (value as readonly Value[]).map(plainly);
  return value === undefined ? null : String(value as Exclude<Value, ValueMap>);
}
