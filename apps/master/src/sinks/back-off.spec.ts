import { expect, it } from '@jest/globals';
import { backOff } from './back-off.js';

it.each([
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [9, 256_000],
  [10, 300_000],
  [1_000_000, 300_000],
])('after %i failures a sink is tried again within %i ms, and not sooner than half of that', (failures, whole) => {
  expect([0, 0.5, 1].map((chance) => backOff(failures, () => chance))).toEqual([whole, whole * 0.75, whole / 2]);
});
