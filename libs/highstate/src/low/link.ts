import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Chunk } from '../representations.js';
import type { RequisiteKind } from '../requisite-kinds.js';
import { ReferenceIndex } from './reference-index.js';

/** Every reference is resolved to the chunks that it hits; `*_in` is turned round. */
export const link: Pass = {
  stage: 'low',
  run(draft) {
    const problems = new Problems();
    const index = new ReferenceIndex<Chunk>(
      draft.low,
      draft.sls.map((file) => file.sls),
    );
    const gone = draft.high.excluded;
    for (const chunk of draft.low) {
      for (const reference of chunk.references) {
        const targets = index.find(reference);
        if (targets) {
          connect(chunk, targets, reference);
        } else if (!(reference.inverse && gone.has(reference.target))) {
          const key = `${reference.kind}${reference.inverse ? '_in' : ''}`;
          const advice = gone.has(reference.target) ? `${reference.target} is excluded.` : index.advise(reference);
          problems.error(
            'requisite.unknown',
            `${chunk.id} has ${key} ${reference.what}: ${reference.target}, which does not exist`,
            reference.at,
            advice,
          );
        }
      }
    }
    return { output: draft, diagnostics: problems.list };
  },
};

function connect(chunk: Chunk, targets: readonly Chunk[], reference: { kind: RequisiteKind; inverse: boolean }): void {
  if (!reference.inverse) {
    chunk.requisites.push({ kind: reference.kind, targets });
    return;
  }
  for (const target of targets) target.requisites.push({ kind: reference.kind, targets: [chunk] });
}
