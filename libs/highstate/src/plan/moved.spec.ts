import { describe, expect, it } from '@jest/globals';
import { movedSince, movedText, type Moved } from './moved.js';
import type { PlanProof } from './proof.js';

/** `a`: a chunk; `a2`: written otherwise; `a*`: with another outcome. */
function proof(chunks: string, pillar: Record<string, string> = {}): PlanProof {
  return {
    pillar: Object.entries(pillar),
    chunks: chunks
      .split(' ')
      .filter((word) => word !== '')
      .map((word) => ({ tag: word[0] as string, low: word.replace('*', ''), outcome: word })),
  };
}

function moved(planned: PlanProof, now: PlanProof): Moved[] {
  const named = (of: PlanProof): string[] => of.chunks.map(({ tag }) => `thing.present ${tag}`);
  return movedSince(planned, now, { planned: named(planned), now: named(now) });
}

describe('what moved since a plan', () => {
  it.each<[string, PlanProof, PlanProof, string]>([
    ['nothing', proof('a b', { p: '1' }), proof('a b', { p: '1' }), ''],
    ['an argument', proof('a b'), proof('a2 b'), 'thing.present a says something else'],
    ['an outcome', proof('a b'), proof('a b*'), 'thing.present b would come out otherwise'],
    ['a state more', proof('a'), proof('a b'), 'thing.present b is new'],
    ['a state less', proof('a b'), proof('a'), 'thing.present b is gone'],
    ['every state', proof('a'), proof(''), 'thing.present a is gone'],
    ['the order', proof('a b'), proof('b a'), 'the order of the states is another one'],
    ['a pillar value', proof('a', { p: '1', q: '1' }), proof('a', { p: '2', q: '1' }), 'pillar p says something else'],
    ['a pillar key more', proof('a'), proof('a', { p: '1' }), 'pillar p is new'],
    ['a pillar key less', proof('a', { p: '1' }), proof('a'), 'pillar p is gone'],
    [
      'pillar and state',
      proof('a', { p: '1' }),
      proof('a2', { p: '2' }),
      'pillar p says something else; thing.present a says something else',
    ],
  ])('%s', (_what, planned, now, text) => {
    expect(movedText(moved(planned, now))).toBe(text);
  });

  it('names what is gone even where the plan does not say what it was called', () => {
    expect(movedSince(proof('a b'), proof('a'), { planned: [], now: [] })).toEqual([{ what: 'a state', how: 'gone' }]);
  });

  it('counts what a sentence cannot name', () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ what: `s${index}`, how: 'new' as const }));
    expect(movedText(many)).toMatch(/s9 is new; and 3 more$/);
  });
});
