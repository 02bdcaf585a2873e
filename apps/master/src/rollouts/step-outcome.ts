import type { StepResult } from '@fleet/jobs';
import type { JobDetails, Return, RolloutGate } from '@fleet/protocol';
import { isMap, parseExact, type Value } from '@fleet/values';

/** Who did not do what a wave is for; whoever is silent failed. */
export function failedIn({ minions }: Pick<JobDetails, 'minions'>): StepResult['failed'] {
  return minions.flatMap(({ minion, return: body }): StepResult['failed'] => {
    if (!body) return [{ minion, why: 'silent' }];
    return done(body) ? [] : [{ minion, why: 'failed' }];
  });
}

/** Where the gate does not hold. */
export function failedGate({ minions }: Pick<JobDetails, 'minions'>, gate: RolloutGate['gate']): StepResult['failed'] {
  return minions.flatMap(({ minion, return: body }) =>
    body && done(body) && holds[gate](parsed(body)) ? [] : [{ minion, why: 'gate' as const }],
  );
}

const holds: Readonly<Record<RolloutGate['gate'], (value: Value) => boolean>> = {
  // `service.status` of a unit that is down does its work well, and says no.
  function: (value) => value !== false,
  http: (value) => isMap(value) && !value.has('error'),
  // In a dry run, null is what would change.
  state: (value) => isMap(value) && [...value.values()].every((chunk) => isMap(chunk) && chunk.get('result') === true),
};

function done({ success, retcode }: Return): boolean {
  return success && retcode === 0;
}

function parsed({ value }: Return): Value {
  return value === undefined ? null : parseExact(value);
}
