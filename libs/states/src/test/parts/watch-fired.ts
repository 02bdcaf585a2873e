import type { ValueMap } from '@fleet/values';
import type { Plan, StateContext } from '../../definition.js';

/** What every state of this module does when something that it watches has changed: it tells so, as a change of its own. */
export function watchFired(context: StateContext): Plan {
  const changes: ValueMap = new Map([['Requisites with changes', [...(context.changedWatches ?? [])]]]);
  return { verdict: true, comment: 'Watch statement fired.', changes };
}
