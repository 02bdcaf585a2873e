import type { ExpectedMinion, JobTable, RolloutPlan } from '@fleet/jobs';
import { applying, wasDryRun } from './step-calls.js';

/** Calls that are looked through, newest first. */
const most = 200;

/** The revision of the tree that each minion was brought to last, by a call that succeeded there; those of whom nothing is known are left out. */
export function earlierRevisions(
  jobs: Pick<JobTable, 'withRevision' | 'succeeded'>,
  minions: readonly ExpectedMinion[],
): NonNullable<RolloutPlan['before']> {
  const sought = new Map(minions.map(({ key, minion }) => [key, minion]));
  const found = new Map<string, string[]>();
  for (const { jid, revision, kwargs } of jobs.withRevision(applying, most)) {
    if (sought.size === 0) break;
    if (wasDryRun(kwargs)) continue;
    for (const key of jobs.succeeded(jid)) {
      const minion = sought.get(key);
      if (minion === undefined) continue;
      sought.delete(key);
      found.set(revision, [...(found.get(revision) ?? []), minion]);
    }
  }
  return [...found].map(([revision, ids]) => ({ revision, minions: ids.sort() }));
}
