import { StepFailed, type Step } from '../../definition.js';
import { step } from '../../step.js';
import type { SourceLine } from './source-line.js';

/** Fetches the lists of packages; fails where this repository does not answer. What others do is not its business. */
export function fetchLists(line: SourceLine): Step {
  return step('fetch the lists of packages', {}, async (machine) => {
    const lists = await machine.packages.refresh();
    const failed = lists.filter(
      ({ list, outcome }) =>
        outcome === 'failed' && /^[/ ]/.test(list.slice(line.address.length)) && list.startsWith(line.address),
    );
    if (failed.length > 0)
      throw new StepFailed(
        `the repository does not answer (${failed.map(({ list }) => list).join(', ')}); it stays configured, and apt goes on without it`,
      );
  });
}
