import type { Value, ValueMap } from '@fleet/values';
import { StepFailed, type Plan, type StateContext } from '../../definition.js';
import { impossible, step } from '../../step.js';
import type { ModuleArgs } from './module.args.js';

interface PlannedCall {
  readonly function: string;
  readonly args: readonly Value[];
  readonly kwargs: ValueMap;
}

/** One step per function called; what it answers is the change. */
export function planCalls(want: ModuleArgs, context: StateContext): Plan {
  const calls = readCalls(want);
  if (typeof calls === 'string') return impossible(calls);
  return {
    steps: calls.map((call) =>
      step(`call ${call.function}`, { [call.function]: null }, async () => {
        const answer = await context.call(call.function, call.args, call.kwargs);
        const changes = new Map<Value, Value>([[call.function, answer]]);
        if (saysNo(answer)) throw new StepFailed('its answer says that it failed', changes);
        return { changes, comment: `${call.function} was called` };
      }),
    ),
    already: 'no function is named',
  };
}

/** As in Salt: False, or the answer of a command with an exit code that is not 0. */
function saysNo(answer: Value): boolean {
  return (
    answer === false ||
    (answer instanceof Map && typeof answer.get('retcode') === 'number' && answer.get('retcode') !== 0)
  );
}

/** The new style names functions as keys (`- service.restart: [{name: x}]`), the old one as `name`. */
function readCalls(want: ModuleArgs): PlannedCall[] | string {
  const keyed = [...want.others].filter(([key]) => typeof key === 'string' && /^[a-z_]\w*\.\w+$/i.test(key));
  const rest: ValueMap = new Map([...want.others].filter(([key]) => !keyed.some(([other]) => other === key)));
  if (keyed.length > 0) {
    if (rest.size > 0)
      return `there is no argument ${[...rest.keys()].map(String).join(', ')} beside functions named as keys`;
    return keyed.map(([key, given]) => withGiven(String(key), given));
  }
  if (!/^[a-z_]\w*\.\w+$/i.test(want.name))
    return `${want.name} is not the name of a function, and no function is named as a key`;
  const named: ValueMap = new Map([
    ...(want.m_name === undefined ? [] : ([['name', want.m_name]] as const)),
    ...rest,
    ...(want.kwargs ?? []),
  ]);
  return [
    {
      function: want.name,
      args: want.args === undefined ? [] : Array.isArray(want.args) ? want.args : [want.args],
      kwargs: named,
    },
  ];
}

function withGiven(name: string, given: Value): PlannedCall {
  const args: Value[] = [];
  const kwargs: ValueMap = new Map();
  const items = given instanceof Map ? [given] : Array.isArray(given) ? given : given === null ? [] : [given];
  for (const item of items) {
    if (item instanceof Map) for (const [key, value] of item) kwargs.set(key, value);
    else args.push(item);
  }
  return { function: name, args, kwargs };
}
