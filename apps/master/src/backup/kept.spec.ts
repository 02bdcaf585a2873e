import { describe, expect, it } from '@jest/globals';
import { keptOf } from './kept.js';
import { stampOf, timeOf } from './stamp.js';

const day = 24 * 3_600_000;
const usual = { daily: 7, weekly: 4, monthly: 6 };
const at = (text: string): number => Date.parse(`${text}:00Z`);
const shown = (times: Iterable<number>): string[] =>
  [...times].map((time) => new Date(time).toISOString().slice(0, 16)).sort();

describe('backups that are kept', () => {
  it('are those of seven days, four weeks and six months, after two years of one each night', () => {
    const times = Array.from({ length: 730 }, (_, index) => at('2026-06-30T03:30') - index * day);
    expect(shown(keptOf(times, usual))).toEqual([
      '2026-01-31T03:30',
      '2026-02-28T03:30',
      '2026-03-31T03:30',
      '2026-04-30T03:30',
      '2026-05-31T03:30',
      '2026-06-14T03:30',
      '2026-06-21T03:30',
      '2026-06-24T03:30',
      '2026-06-25T03:30',
      '2026-06-26T03:30',
      '2026-06-27T03:30',
      '2026-06-28T03:30',
      '2026-06-29T03:30',
      '2026-06-30T03:30',
    ]);
  });

  it('are the newest of each period', () => {
    const times = ['2026-01-01T01:00', '2026-01-01T23:59', '2026-01-02T00:00'].map(at);
    expect(shown(keptOf(times, { daily: 9, weekly: 0, monthly: 0 }))).toEqual(['2026-01-01T23:59', '2026-01-02T00:00']);
  });

  it('do not go because none was made for a long time', () => {
    const times = ['2024-01-01T01:00', '2024-03-01T01:00'].map(at);
    expect(keptOf(times, usual).size).toBe(2);
  });

  it.each([[[]], [[5]]])('of %j are all', (times) => {
    expect([...keptOf(times, { daily: 1, weekly: 0, monthly: 0 })]).toEqual(times);
  });

  it('thinned out each night are the same as those thinned out once', () => {
    let times: number[] = [];
    const all: number[] = [];
    for (let night = 0; night < 400; night += 1) {
      const time = at('2025-01-01T03:30') + night * day;
      all.push(time);
      times = [...keptOf([...times, time], usual)];
    }
    expect(shown(times)).toEqual(shown(keptOf(all, usual)));
  });
});

describe('the name of a backup', () => {
  it('is its time, and sorts by it', () => {
    expect(stampOf(at('2026-01-21T03:30'))).toBe('20260121T033000Z');
    expect(timeOf('20260121T033000Z')).toBe(at('2026-01-21T03:30'));
  });
  it.each(['20260121', '20261321T033000Z', '.new-20260121T033000Z', '20260121T033000Z.old', 'lost+found'])(
    '%s is none',
    (name) => expect(timeOf(name)).toBeUndefined(),
  );
});
