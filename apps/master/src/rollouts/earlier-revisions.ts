import type { ExpectedMinion, JobTable, RolloutPlan } from '@fleet/jobs';
import { applyPlan } from '@fleet/protocol';
import { isList, isMap, parseExact } from '@fleet/values';
import type { Call } from '../access/call.js';
import { saysTest } from '../jobs/state-call.js';
import { appliesAllOf } from './applies-all-of.js';
import { applying } from './step-calls.js';

/** Calls that are looked through, newest first, and of how many of them the returns are. */
const most = { calls: 2000, returns: 200 };

/**
 * The revision of the tree that each minion was brought to last, by a call that applied all that `rolled` applies and succeeded there. Left out are those
 * of whom none is known, and those that have `revision` already: to go back there would be to stay.
 */
export function earlierRevisions(
  jobs: Pick<JobTable, 'withRevision' | 'succeeded'>,
  minions: readonly ExpectedMinion[],
  rolled: Call,
  revision: string | undefined,
): NonNullable<RolloutPlan['before']> {
  const sought = new Map(minions.map(({ key, minion }) => [key, minion]));
  const found = new Map<string, string[]>();
  let looks = 0;
  for (const { jid, revision: of, ...kept } of jobs.withRevision([...applying, applyPlan], most.calls)) {
    if (sought.size === 0 || looks === most.returns) break;
    const call = read(kept);
    if (!call || saysTest(call.kwargs) || !appliesAllOf(call, rolled)) continue;
    looks += 1;
    for (const key of jobs.succeeded(jid)) {
      const minion = sought.get(key);
      if (minion === undefined) continue;
      sought.delete(key);
      found.set(of, [...(found.get(of) ?? []), minion]);
    }
  }
  return [...found].filter(([of]) => of !== revision).map(([of, ids]) => ({ revision: of, minions: ids.sort() }));
}

/** Of arguments as they are kept. */
function read({ function: name, args, kwargs }: Record<keyof Call, string>): Call | undefined {
  const [list, map] = [parseExact(args), parseExact(kwargs)];
  return isList(list) && isMap(map) ? { function: name, args: list, kwargs: map } : undefined;
}
