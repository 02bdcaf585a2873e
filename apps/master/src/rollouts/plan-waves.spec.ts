import { describe, expect, it } from '@jest/globals';
import type { Share } from '@fleet/protocol';
import { countOf, planWaves } from './plan-waves.js';

const fleet = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ minion: `m${count - index}`, key: `K${count - index}` }));
const sizes = (count: number, wish: { batch?: Share; canary?: number }): number[] =>
  planWaves(fleet(count), wish).map((wave) => wave.length);

describe('waves', () => {
  it.each<[string, number, { batch?: Share; canary?: number }, number[]]>([
    ['of a number', 10, { batch: { count: 4 } }, [4, 4, 2]],
    ['of a part of all, rounded up', 41, { batch: { percent: 10 } }, [5, 5, 5, 5, 5, 5, 5, 5, 1]],
    ['of at least one minion', 3, { batch: { percent: 1 } }, [1, 1, 1]],
    ['after a canary', 10, { batch: { count: 4 }, canary: 1 }, [1, 4, 4, 1]],
    ['that are one where only a canary is asked for', 10, { canary: 2 }, [2, 8]],
    ['that are nothing but the canary', 2, { canary: 5, batch: { count: 1 } }, [2]],
    ['that are larger than the fleet', 3, { batch: { count: 50 } }, [3]],
  ])('are %s', (_name, count, wish, expected) => expect(sizes(count, wish)).toEqual(expected));

  it('are the same for the same minions, in the order of people', () => {
    expect(planWaves(fleet(11), { batch: { count: 6 } }).map((wave) => wave.map(({ minion }) => minion))).toEqual([
      ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'],
      ['m7', 'm8', 'm9', 'm10', 'm11'],
    ]);
  });

  it('let as many fail as is said, rounded down', () => {
    expect(countOf({ percent: 10 }, 41, 'failures')).toBe(4);
    expect(countOf({ percent: 10 }, 5, 'failures')).toBe(0);
    expect(countOf({ count: 3 }, 41, 'failures')).toBe(3);
  });
});
