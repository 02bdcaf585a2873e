import { expect, it } from '@jest/globals';
import { EventTally } from './event-tally.js';

const minute = 60_000;

it('counts by name, the most first, and knows the busiest minute of each', () => {
  const tally = new EventTally();
  for (const at of [0, 1, 2, minute, minute + 5, 5 * minute]) tally.add('a', at);
  for (const at of [3, 2 * minute, 2 * minute + 1]) tally.add('b', at);
  expect(tally.answer()).toEqual({
    rows: [
      { name: 'a', count: 6, last: 5 * minute, busiest: { at: 0, count: 3 } },
      { name: 'b', count: 3, last: 2 * minute + 1, busiest: { at: 2 * minute, count: 2 } },
    ],
    others: { names: 0, count: 0 },
    total: 9,
  });
});

it('says how much it leaves out', () => {
  const tally = new EventTally();
  for (let name = 0; name < 1003; name += 1)
    for (let count = 0; count < (name < 1000 ? 2 : 1); count += 1) tally.add(`m${name}`, 0);
  const { rows, others, total } = tally.answer();
  expect([rows.length, others, total]).toEqual([1000, { names: 3, count: 3 }, 2003]);
});
