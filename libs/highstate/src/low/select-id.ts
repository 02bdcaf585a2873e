import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';

/** Of a request for one ID: its chunks and everything that they wait for, in the order that the whole has. */
export const selectId: Pass = {
  stage: 'low',
  run(draft, { request }) {
    if (request.kind !== 'id') return { output: draft, diagnostics: [] };
    const problems = new Problems();
    const wanted = new Set(draft.low.filter((chunk) => chunk.id === request.id));
    if (wanted.size === 0)
      problems.error('state.unknown-id', `there is no state with the ID ${request.id} in ${request.sls.join(', ')}`);
    // Grows while it is walked.
    for (const chunk of wanted)
      for (const { targets } of chunk.requisites) for (const target of targets) wanted.add(target);
    return { output: { ...draft, low: draft.low.filter((chunk) => wanted.has(chunk)) }, diagnostics: problems.list };
  },
};
