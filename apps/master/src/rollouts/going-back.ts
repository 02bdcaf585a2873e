import type { RolloutPlan, RolloutProgress, StepResult } from '@fleet/jobs';
import { someOf } from '../bus/some-of.js';

/** What a revert goes back to, of those whose wave has begun: one job each. */
export function revertParts(plan: RolloutPlan, { results }: Pick<RolloutProgress, 'results'>) {
  const begun = new Set(plan.waves.slice(0, results.length).flatMap((wave) => wave.map(({ minion }) => minion)));
  return (plan.before ?? [])
    .map(({ revision, minions }) => ({ revision, minions: minions.filter((minion) => begun.has(minion)) }))
    .filter(({ minions }) => minions.length > 0);
}

/** The job of a part has ended. */
export function revertConcluded(
  plan: RolloutPlan,
  now: RolloutProgress,
  at: number,
  failed: StepResult['failed'],
): RolloutProgress {
  const reverts = changed(now.reverts, (last) => ({ ...last, ended: at, failed: [...last.failed, ...failed] }));
  const next = { ...now, reverts, since: at, delay: 0 };
  if (now.part + 1 < revertParts(plan, now).length) return { ...next, part: now.part + 1 };
  const lost = reverts.flatMap((part) => part.failed.map(({ minion }) => minion));
  if (lost.length === 0) return { ...next, state: 'reverted' };
  return {
    ...next,
    state: 'failed',
    reason: `${now.reason ?? ''}; ${someOf(lost)} did not go back`.replace(/^; /, ''),
  };
}

/** What a part would go back to is gone; the others can still be gone back to. */
export function partLost(plan: RolloutPlan, now: RolloutProgress, at: number, why: string): RolloutProgress {
  const { reason } = keptReason(now);
  const failed = (revertParts(plan, now)[now.part]?.minions ?? []).map((minion) => ({
    ...{ minion, why: 'failed' as const },
  }));
  const begun = { ...now, reverts: [...now.reverts, { started: at, failed: [] }] };
  return revertConcluded(plan, { ...begun, reason: reason === undefined ? why : `${reason}; ${why}` }, at, failed);
}

const trying = '; trying to go back: ';

/** Why it goes back is told to the end; why it could not begin to, no longer than that. */
export function keptReason({ reason }: RolloutProgress): { reason?: string } {
  if (reason === undefined) return {};
  const from = reason.lastIndexOf(trying);
  return { reason: from === -1 ? reason : reason.slice(0, from) };
}

/** Why it goes back, and why it could not begin to. */
export function stillTrying(now: RolloutProgress, why: string): string {
  const { reason } = keptReason(now);
  return reason === undefined ? why : `${reason}${trying}${why}`;
}

/** With another last one. */
export function changed(results: readonly StepResult[], change: (last: StepResult) => StepResult): StepResult[] {
  const last = results.at(-1);
  return last === undefined ? [] : [...results.slice(0, -1), change(last)];
}
