import { describe, expect, it } from '@jest/globals';
import { formatDuration, formatMoment, formatSpan } from './duration.js';

const now = new Date(2026, 0, 2, 10, 42, 7).getTime();

describe('times', () => {
  it.each([
    [0.5, '0.500 ms'],
    [999, '999.000 ms'],
    [4200, '4.200 s'],
    [200_000, '3 min 20 s'],
  ])('%d ms last %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  it.each([
    [-5, '0 s'],
    [400, '0 s'],
    [59_999, '1 min'],
    [3_600_000, '1 h'],
    [93_600_000, '1 d 2 h'],
  ])('%d ms are about %s', (milliseconds, text) => expect(formatSpan(milliseconds)).toBe(text));

  it('a moment of today needs no date, another does', () => {
    expect(formatMoment(now, now)).toBe('10:42:07');
    expect(formatMoment(now - 86_400_000, now)).toBe('2026-01-01 10:42:07');
  });
});
