import { expect, it } from '@jest/globals';
import { HeardClock } from './heard-clock.js';

it('what arrives after we stood still was heard before that', () => {
  let now = 1_000;
  const clock = new HeardClock(() => now);
  now += 2_000;
  clock.tick();
  expect(clock.now).toBe(3_000);
  now += 600_000;
  clock.tick();
  now += 500;
  clock.tick();
  expect(clock.now).toBe(3_000);
  expect(clock.since(3_000)).toBe(600_500);
  clock.goesOn();
  expect(clock.now).toBe(603_500);
  expect(clock.since(999_999)).toBe(0);
});
