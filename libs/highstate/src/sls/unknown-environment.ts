import { nearMatch, type TracedPlace } from '@fleet/diagnostics';
import type { Problems } from '../problems.js';

/** Something is looked for in an environment that the tree does not have. */
export function unknownEnvironment(
  name: string,
  wanted: string,
  known: readonly string[],
  at: TracedPlace | undefined,
  problems: Problems,
): void {
  const near = nearMatch(name, known);
  const advice = near === undefined ? `There is ${known.join(', ')}.` : `Did you mean ${near}?`;
  problems.error(
    'sls.unknown-environment',
    `there is no environment ${name}, where ${wanted} is looked for`,
    at,
    advice,
  );
}
