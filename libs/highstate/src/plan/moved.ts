import type { ChunkProof, PlanProof } from './proof.js';

/** One thing that is not as it was when the plan was made. */
export interface Moved {
  readonly what: string;
  readonly how: 'new' | 'gone' | 'written-otherwise' | 'other-outcome' | 'other-order';
}

/**
 * What a plan does not fit any more. `named`: what the chunks of the plan and of now are called, in the order of their proofs. Where the pillar or what is
 * written moved, what follows from it is not said again.
 */
export function movedSince(
  planned: PlanProof,
  now: PlanProof,
  named: { readonly planned: readonly string[]; readonly now: readonly string[] },
): Moved[] {
  const chunks = movedChunks(planned.chunks, now.chunks, named);
  const moved = [...movedPillar(planned.pillar, now.pillar), ...chunks];
  if (moved.length > 0 || planned.chunks.every(({ tag }, index) => tag === now.chunks[index]?.tag)) return moved;
  return [{ what: 'the order of the states', how: 'other-order' }];
}

function movedPillar(planned: PlanProof['pillar'], now: PlanProof['pillar']): Moved[] {
  const [before, after] = [new Map(planned), new Map(now)];
  const moved: Moved[] = [];
  for (const [name, value] of after) {
    const known = before.get(name);
    if (known !== value) moved.push({ what: `pillar ${name}`, how: known === undefined ? 'new' : 'written-otherwise' });
  }
  for (const name of before.keys()) if (!after.has(name)) moved.push({ what: `pillar ${name}`, how: 'gone' });
  return moved;
}

function movedChunks(
  planned: readonly ChunkProof[],
  now: readonly ChunkProof[],
  named: { readonly planned: readonly string[]; readonly now: readonly string[] },
): Moved[] {
  const before = new Map(planned.map((chunk) => [chunk.tag, chunk]));
  const after = new Set(now.map(({ tag }) => tag));
  const moved: Moved[] = [];
  now.forEach((chunk, index) => {
    const how = differs(before.get(chunk.tag), chunk);
    if (how) moved.push({ what: named.now[index] ?? 'a state', how });
  });
  planned.forEach(({ tag }, index) => {
    if (!after.has(tag)) moved.push({ what: named.planned[index] ?? 'a state', how: 'gone' });
  });
  return moved;
}

function differs(before: ChunkProof | undefined, { low, outcome }: ChunkProof): Moved['how'] | undefined {
  if (before === undefined) return 'new';
  if (before.low !== low) return 'written-otherwise';
  return before.outcome === outcome ? undefined : 'other-outcome';
}

const words: Readonly<Record<Moved['how'], string>> = {
  new: 'is new',
  gone: 'is gone',
  'written-otherwise': 'says something else',
  'other-outcome': 'would come out otherwise',
  'other-order': 'is another one',
};

/** Items that a sentence names. */
const most = 10;

export function movedText(moved: readonly Moved[]): string {
  const shown = moved.slice(0, most).map(({ what, how }) => `${what} ${words[how]}`);
  return shown.join('; ') + (moved.length > most ? `; and ${moved.length - most} more` : '');
}
