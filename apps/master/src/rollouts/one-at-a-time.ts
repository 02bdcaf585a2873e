import type { RolloutPlan, RolloutTable } from '@fleet/jobs';
import { refuse } from '../bus/refusal.js';
import { someOf } from '../bus/some-of.js';
import { hasEnded } from './machine.js';

/**
 * Two rollouts that apply states to the same minions would stand in each other's way there, and one that fails would go back behind what the other
 * brought. One that is paused may still go back.
 * @throws Refusal with what stands in the way
 */
export function demandAlone(rollouts: Pick<RolloutTable, 'open'>, plan: RolloutPlan): void {
  if (!plan.before) return;
  const keys = new Set(plan.waves.flat().map(({ key }) => key));
  for (const other of rollouts.open()) {
    if (!other.plan.before || hasEnded(other.progress)) continue;
    const both = other.plan.waves.flat().filter(({ key }) => keys.has(key));
    if (both.length > 0)
      refuse(
        'conflict',
        `${someOf(both.map(({ minion }) => minion))} ${both.length === 1 ? 'is' : 'are'} in rollout ${other.id} of ${other.operator}, which has not ended; wait for it, or end it: fleetctl rollout abort ${other.id}`,
        { rollout: other.id, minions: both.map(({ minion }) => minion) },
      );
  }
}
