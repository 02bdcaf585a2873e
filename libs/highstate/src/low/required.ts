import type { Chunk } from '../representations.js';

/** These chunks and everything that they wait for; what is only listened to is not waited for. */
export function withRequired(wanted: Iterable<Chunk>, low: readonly Chunk[]): Set<Chunk> {
  const prereqs = prereqsOf(low);
  const all = new Set(wanted);
  // Grows while it is walked.
  for (const chunk of all) {
    for (const { kind, targets } of chunk.requisites)
      if (kind !== 'listen') for (const target of targets) all.add(target);
    for (const prereq of prereqs.get(chunk) ?? []) all.add(prereq);
  }
  return all;
}

/** By what they name: it waits for them without having written so. */
function prereqsOf(low: readonly Chunk[]): Map<Chunk, Chunk[]> {
  const prereqs = new Map<Chunk, Chunk[]>();
  for (const chunk of low)
    for (const { kind, targets } of chunk.requisites)
      if (kind === 'prereq') for (const target of targets) prereqs.set(target, [...(prereqs.get(target) ?? []), chunk]);
  return prereqs;
}
