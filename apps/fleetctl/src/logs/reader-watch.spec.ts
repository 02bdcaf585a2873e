import { expect, it } from '@jest/globals';
import { ReaderWatch } from './reader-watch.js';

it('a reader stands still where much waits and none of it is read', () => {
  const reader = new ReaderWatch();
  const looks = (unread: (turn: number) => number): boolean[] =>
    Array.from({ length: 40 }, (_, turn) => reader.standsStill(unread(turn)));
  expect(looks((turn) => 9_000_000 - turn)).not.toContain(true);
  expect(looks(() => 100_000)).not.toContain(true);
  expect(looks(() => 2_000_000).at(-1)).toBe(true);
  expect(reader.hasRead()).toBe(false);
  reader.standsStill(10);
  expect(reader.hasRead()).toBe(true);
});
