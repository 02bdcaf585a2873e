import { expect, it } from '@jest/globals';
import { until } from './until.js';

const never = new AbortController().signal;

it('looks until it is good', async () => {
  let looks = 0;
  const found = await until(
    async () => (looks += 1),
    (number) => number === 3,
    { patience: 60_000, interval: 1, signal: never },
  );
  expect(found).toBe(3);
});

it('looks once where there is no patience, and answers what it found', async () => {
  let looks = 0;
  expect(
    await until(
      async (left) => [(looks += 1), left],
      () => false,
      { patience: 0, interval: 1, signal: never },
    ),
  ).toEqual([1, 1]);
});

it('gives up when the patience is at its end', async () => {
  let looks = 0;
  const found = await until(
    async () => (looks += 1),
    () => false,
    { patience: 30, interval: 5, signal: never },
  );
  expect(found).toBe(looks);
  expect(looks).toBeGreaterThan(0);
});

it('stops when it is told to, in the middle of a pause', async () => {
  const stop = new AbortController();
  const found = await until(
    async () => {
      setTimeout(() => stop.abort(), 1);
      return 'last';
    },
    () => false,
    { patience: 600_000, interval: 600_000, signal: stop.signal },
  );
  expect(found).toBe('last');
});
