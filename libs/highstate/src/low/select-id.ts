import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import { withRequired } from './required.js';

/**
 * Of a request for one ID: its chunks and everything that they wait for, in the order that the whole has. Nobody listens in such a run,
 * as in Salt.
 */
export const selectId: Pass = {
  stage: 'checked',
  run(draft, { request }) {
    if (request.kind !== 'id') return { output: draft, diagnostics: [] };
    const problems = new Problems();
    const named = draft.low.filter((chunk) => chunk.id === request.id);
    if (named.length === 0)
      problems.error('state.unknown-id', `there is no state with the ID ${request.id} in ${request.sls.join(', ')}`);
    const wanted = withRequired(named, draft.low);
    for (const chunk of wanted) {
      chunk.requisites.splice(0, Infinity, ...chunk.requisites.filter(({ kind }) => kind !== 'listen'));
      chunk.heardBy.splice(0);
    }
    const low = draft.low.filter((chunk) => wanted.has(chunk));
    const run = draft.run.filter(({ of }) => wanted.has(of));
    return { output: { ...draft, low, run }, diagnostics: problems.list };
  },
};
