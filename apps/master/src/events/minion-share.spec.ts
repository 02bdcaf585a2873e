import { expect, it } from '@jest/globals';
import { MinionShare } from './minion-share.js';

const bounds = { rows: 16_000, bytes: 16_000_000, keep: 1_000_000 };

/** How many events of so many bytes a minion gets in, one each tick of so many milliseconds. */
function taken(ticks: number, every: number, bytes: number): number {
  let now = 0;
  const share = new MinionShare(bounds, () => now);
  let count = 0;
  for (let tick = 0; tick < ticks; tick += 1, now += every) if (share.refusal('K', bytes) === undefined) count += 1;
  return count;
}

it.each([
  ['a burst is bounded', 500, 0, 10, 100],
  ['and so is the pace', 1000, 10, 10, 199],
  ['over the time that events are kept, it fills two shares of the rows', 10_000, 100, 10, 2000],
  ['or of the bytes', 10_000, 100, 10_000, 200],
])('%s', (_, ticks, every, bytes, most) => {
  const count = taken(ticks, every, bytes);
  expect([count <= most, count >= most * 0.95]).toEqual([true, true]);
});

it('is of each minion', () => {
  const share = new MinionShare(bounds, () => 0);
  for (let count = 0; count < 200; count += 1) share.refusal('loud', 1);
  expect(share.refusal('calm', 1)).toBeUndefined();
});
