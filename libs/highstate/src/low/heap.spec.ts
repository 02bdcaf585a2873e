import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Heap } from './heap.js';

it('a heap gives back what was put in, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (numbers) => {
      const heap = new Heap<number>((a, b) => a - b);
      for (const number of numbers) heap.push(number);
      const out: number[] = [];
      for (let next = heap.pop(); next !== undefined; next = heap.pop()) out.push(next);
      expect(out).toEqual([...numbers].sort((a, b) => a - b));
    }),
  );
});
