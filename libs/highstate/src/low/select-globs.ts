import { compileGlob } from '@fleet/targeting';
import type { Pass } from '../pass.js';
import { Problems } from '../problems.js';
import type { Chunk } from '../representations.js';
import { withRequired } from './required.js';

/** `only_id` takes what its globs hit, with everything that waits before it; `exclude_id` leaves out what nothing that stays waits for. */
export const selectGlobs: Pass = {
  stage: 'checked',
  run(draft, { request: { only = [], except = [] } }) {
    if (only.length === 0 && except.length === 0) return { output: draft, diagnostics: [] };
    const problems = new Problems();
    const hit = (globs: readonly string[], option: string): Set<Chunk> => {
      const found = new Set<Chunk>();
      for (const glob of globs) {
        const matches = compileGlob(glob);
        const chunks = draft.low.filter(({ id }) => matches(id));
        if (chunks.length === 0)
          problems.error(
            'state.unknown-id',
            `${option}: there is no state whose ID is ${glob}`,
            undefined,
            someIds(draft.low),
          );
        for (const chunk of chunks) found.add(chunk);
      }
      return found;
    };
    const out = hit(except, 'exclude_id');
    const wanted = only.length === 0 ? new Set(draft.low) : withRequired(hit(only, 'only_id'), draft.low);
    const stays = (chunk: Chunk): boolean => wanted.has(chunk) && !out.has(chunk);
    for (const chunk of draft.low) if (stays(chunk)) detach(chunk, stays, problems);
    const low = draft.low.filter(stays);
    const run = draft.run.filter(({ of }) => stays(of));
    return { output: { ...draft, low, run }, diagnostics: problems.list };
  },
};

/** What has gone is not listened to any more; but whoever waits for it would run without what it needs. */
function detach(chunk: Chunk, stays: (chunk: Chunk) => boolean, problems: Problems): void {
  for (const { kind, targets } of chunk.requisites) {
    if (kind === 'listen') continue;
    for (const target of targets)
      if (!stays(target))
        problems.error(
          'requisite.left-out',
          `${chunk.id} has ${kind} ${target.module}: ${target.id}, which exclude_id leaves out`,
          chunk.at,
          `Leave ${chunk.id} out too, or keep ${target.id}.`,
        );
  }
  const listens = chunk.requisites.map(({ kind, targets }) => ({
    kind,
    targets: kind === 'listen' ? targets.filter(stays) : targets,
  }));
  chunk.requisites.splice(0, Infinity, ...listens.filter(({ targets }) => targets.length > 0));
  chunk.heardBy.splice(0, Infinity, ...chunk.heardBy.filter(stays));
}

function someIds(low: readonly Chunk[]): string {
  const ids = [...new Set(low.map(({ id }) => id))];
  return `There are ${ids.slice(0, 10).join(', ')}${ids.length > 10 ? `, and ${ids.length - 10} more` : ''}.`;
}
