import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Chunk } from '../representations.js';

/**
 * Of a request for one ID: its chunks and everything that they wait for, in the order that the whole has. Nobody listens in such a run,
 * as in Salt.
 */
export const selectId: Pass = {
  stage: 'checked',
  run(draft, { request }) {
    if (request.kind !== 'id') return { output: draft, diagnostics: [] };
    const problems = new Problems();
    const wanted = new Set(draft.low.filter((chunk) => chunk.id === request.id));
    if (wanted.size === 0)
      problems.error('state.unknown-id', `there is no state with the ID ${request.id} in ${request.sls.join(', ')}`);
    const prereqs = prereqsOf(draft.low);
    // Grows while it is walked.
    for (const chunk of wanted) {
      chunk.requisites.splice(0, Infinity, ...chunk.requisites.filter(({ kind }) => kind !== 'listen'));
      chunk.heardBy.splice(0);
      for (const { targets } of chunk.requisites) for (const target of targets) wanted.add(target);
      for (const prereq of prereqs.get(chunk) ?? []) wanted.add(prereq);
    }
    const low = draft.low.filter((chunk) => wanted.has(chunk));
    const run = draft.run.filter(({ of }) => wanted.has(of));
    return { output: { ...draft, low, run }, diagnostics: problems.list };
  },
};

/** By what they name: it waits for them without having written so. */
function prereqsOf(low: readonly Chunk[]): Map<Chunk, Chunk[]> {
  const prereqs = new Map<Chunk, Chunk[]>();
  for (const chunk of low)
    for (const { kind, targets } of chunk.requisites)
      if (kind === 'prereq') for (const target of targets) prereqs.set(target, [...(prereqs.get(target) ?? []), chunk]);
  return prereqs;
}
