import { isMap, type Value } from '@fleet/values';
import type { HostView } from '@fleet/platform';
import type { Plan, StateContext } from '../../definition.js';
import { askFunction } from '../../functions.js';
import { impossible } from '../../step.js';
import { withoutTool } from '../../tool.js';

export interface UfwStatus {
  readonly active: boolean;
  readonly enabled: boolean;
  readonly logging: string;
  readonly policies: ReadonlyMap<Value, Value>;
}

/** How ufw is set now; a plan where that cannot be told. */
export async function ufwStatus(host: HostView, context: StateContext): Promise<UfwStatus | { readonly plan: Plan }> {
  if ((await host.commands.which('ufw')) === undefined) return { plan: withoutTool('ufw', context) };
  const asked = await askFunction(context, 'ufw.status', new Map());
  if ('refused' in asked) return { plan: impossible(asked.refused) };
  const answer = isMap(asked.answer) ? asked.answer : new Map<Value, Value>();
  const policies = answer.get('default');
  return {
    active: answer.get('active') === true,
    enabled: answer.get('enabled') === true,
    logging: String(answer.get('logging')),
    policies: isMap(policies) ? policies : new Map<Value, Value>(),
  };
}
