import { describe, expect, it } from '@jest/globals';
import { nextFire, type Past, type Timing } from './next-fire.js';

const minute = 60_000;
const entry = (more: Partial<Timing>): Timing => ({ rhythm: { kind: 'interval', period: 10 * minute }, ...more });
/** Every full hour. */
const hourly = (_expression: string, after: number): number => (Math.floor(after / (60 * minute)) + 1) * 60 * minute;

describe('the next fire time', () => {
  it.each<[string, Partial<Timing>, Past, number | undefined]>([
    ['of a new interval is a period from now', {}, { met: 5, atStart: false }, 5 + 10 * minute],
    ['of an interval that was there at the start, and never ran, is now', {}, { met: 5, atStart: true }, 5],
    [
      'of one that may not run at the start is later',
      { runOnStart: false },
      { met: 5, atStart: true },
      5 + 10 * minute,
    ],
    ['of a new one that shall run at once is now', { runOnStart: true }, { met: 5, atStart: false }, 5],
    ['goes on from the last run over a restart', {}, { last: 3 * minute, met: 8 * minute, atStart: true }, 13 * minute],
    ['of one that was missed is the start, once', {}, { last: 0, met: 95 * minute, atStart: true }, 95 * minute],
    [
      'of one that was missed and may not run at the start is later',
      { runOnStart: false },
      { last: 0, met: 95 * minute, atStart: true },
      105 * minute,
    ],
    [
      'of cron is after the last one',
      { rhythm: { kind: 'cron', expression: 'h' } },
      { last: 60 * minute, met: 0, atStart: true },
      120 * minute,
    ],
    [
      'of cron that was missed is not made up for',
      { rhythm: { kind: 'cron', expression: 'h' } },
      { last: 60 * minute, met: 500 * minute, atStart: true },
      540 * minute,
    ],
    [
      'of moments is the first that is left',
      { rhythm: { kind: 'moments', moments: [1, 20, 30] } },
      { last: 20, met: 5, atStart: true },
      30,
    ],
    [
      'of moments that are over is none',
      { rhythm: { kind: 'moments', moments: [1, 20] } },
      { last: 20, met: 5, atStart: true },
      undefined,
    ],
    ['waits for its beginning', { after: 40 * minute, runOnStart: true }, { met: 5, atStart: true }, 40 * minute],
    ['ends with its end', { until: 10 * minute }, { last: 0, met: 1, atStart: true }, undefined],
  ])('%s', (_, more, past, expected) => expect(nextFire(entry(more), past, hourly)).toBe(expected));

  it('never is one that was', () => {
    for (const rhythm of [
      { kind: 'interval', period: 10 * minute },
      { kind: 'cron', expression: 'h' },
    ] as const)
      for (let last = 0; last < 200 * minute; last += 7 * minute)
        expect(nextFire(entry({ rhythm }), { last, met: last, atStart: true }, hourly)).toBeGreaterThan(last);
  });
});
