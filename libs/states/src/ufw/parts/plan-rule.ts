import type { HostView } from '@fleet/platform';
import { isList, isMap, type Value, type ValueMap } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';
import { argumentsOf, askFunction, runFunction } from '../../functions.js';
import { already, impossible, step } from '../../step.js';
import { withoutTool } from '../../tool.js';
import { guardOf } from './guard.args.js';
import type { UfwRuleStateArgs } from './rule.args.js';

/** Adds or deletes a rule; ufw itself foresees what that changes, so that a rule written in another way is known as the same. */
export async function planRule(
  host: HostView,
  want: UfwRuleStateArgs,
  context: StateContext,
  what: 'add' | 'delete',
): Promise<Plan> {
  if ((await host.commands.which('ufw')) === undefined) return withoutTool('ufw', context);
  const { name, action, check_master, check, revert_after, ...rule } = want;
  const closes = rule.direction === 'out' && (what === 'delete' || action !== 'allow');
  const guard = closes ? guardOf({ check_master, check, revert_after }) : {};
  const foreseen = await askFunction(
    context,
    'ufw.would_change',
    argumentsOf({ ...rule, action, ...(what === 'delete' ? { delete: true } : {}) }),
  );
  if ('refused' in foreseen) return impossible(foreseen.refused);
  const [old, wanted] = [listed(foreseen.answer, 'old'), listed(foreseen.answer, 'new')];
  if (old.length === 0 && wanted.length === 0)
    return already(what === 'add' ? `the rule of ${name} is there` : `there is no such rule as that of ${name}`);
  const changes: ValueMap = new Map([
    [
      'rules',
      new Map<Value, Value>([
        ['old', old],
        ['new', wanted],
      ]),
    ],
  ]);
  return {
    steps: [
      step(`${what} the rule of ${name}`, changes, async () => {
        if (what === 'add') await runFunction(context, `ufw.${action}`, argumentsOf({ ...rule, ...guard }));
        else await runFunction(context, 'ufw.delete', argumentsOf({ ...rule, action, ...guard }));
      }),
    ],
    already: '',
    done: what === 'add' ? `the rule of ${name} is there now` : `the rule of ${name} is deleted`,
  };
}

function listed(answer: Value, key: string): Value[] {
  const found = isMap(answer) ? answer.get(key) : undefined;
  return isList(found) ? [...found] : [];
}
