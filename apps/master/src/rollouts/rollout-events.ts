import type { JobStore, RolloutProgress, RolloutRecord } from '@fleet/jobs';
import type { MasterEvents } from '../events/master-events.js';
import { failuresOf, hasEnded } from './machine.js';

/** Tells of a step that people want to hear of, in the write that makes it; the jobs of gates and waves tell of themselves. */
export function tellChange(
  events: MasterEvents,
  tables: Pick<JobStore, 'events'>,
  { id, operator, function: name, plan, progress: before }: RolloutRecord,
  now: RolloutProgress,
): void {
  const places = { ID: id };
  const { paused, state, wave } = now;
  const reason = paused?.reason ?? now.reason;
  const standing = {
    ...{ function: name, operator, wave: wave + 1, waves: plan.waves.length, failures: failuresOf(now) },
    ...(reason !== undefined && { reason }),
  };
  if (paused && !before.paused) events.append(tables, 'rollout/ID/paused', places, { ...standing, by: paused.by });
  if (!paused && before.paused && !hasEnded(now)) events.append(tables, 'rollout/ID/resumed', places, standing);
  if (state === before.state && wave === before.wave) return;
  switch (state) {
    case 'canary':
    case 'wave':
      return events.append(tables, 'rollout/ID/wave', places, standing);
    case 'reverting':
    case 'done':
    case 'failed':
    case 'reverted':
    case 'aborted':
      return events.append(tables, `rollout/ID/${state}`, places, standing);
    case 'planned':
    case 'waiting':
    case 'gate':
      return;
  }
}
