import { describe, expect, it } from '@jest/globals';
import { notOfTheFuture } from './clock.js';
import { openCron, whyNoCron } from './cron.js';
import { looksLikeCron } from './rhythm.js';

const utc = (text: string): number => Date.parse(`${text}Z`);

describe('cron', () => {
  // Europe/Berlin: clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
  it.each([
    ['the wall says when, in winter', '30 3 * * *', '2026-01-01T00:00', '2026-01-01T02:30'],
    ['and in summer', '30 3 * * *', '2026-07-01T00:00', '2026-07-01T01:30'],
    ['what falls into the gap of spring is at its end', '30 2 * * *', '2026-03-28T12:00', '2026-03-29T01:00'],
    ['what comes twice in autumn comes once: the first', '30 2 * * *', '2026-10-24T12:00', '2026-10-25T00:30'],
    ['and the day after', '30 2 * * *', '2026-10-25T00:30', '2026-10-26T01:30'],
    ['strictly after', '0 * * * *', '2026-01-01T05:00', '2026-01-01T06:00'],
    ['six words begin with seconds', '15 0 3 * * *', '2026-01-01T00:00', '2026-01-01T02:00:15'],
  ])('%s', async (_what, expression, after, expected) => {
    const cron = await openCron('Europe/Berlin');
    expect(new Date(cron(expression, utc(after)) ?? 0).toISOString()).toBe(new Date(utc(expected)).toISOString());
  });

  it.each([
    ['61 * * * *', /./],
    ['0 0 31 2 *', /never fires/],
    ['* * *', /./],
  ])('says what is wrong with %s', async (expression, why) => {
    expect(whyNoCron(await openCron(), expression, Date.now())).toMatch(why);
  });

  it.each([
    ['0 3 * * 1', true],
    ['@daily', true],
    ['*/5 * * * * *', true],
    ['0 3 * * MON-FRI', true],
    ['03:30', false],
    ['every day', false],
    [5, false],
  ])('looks like it: %s %s', (text, is) => expect(looksLikeCron(text)).toBe(is));
});

describe('a moment of the future', () => {
  const now = 100 * 3_600_000;
  it.each([
    ['an hour ahead stays', now + 3_600_000, now + 3_600_000],
    ['a year ahead was a wrong clock', now + 365 * 24 * 3_600_000, now],
    ['of the past stays', now - 5, now - 5],
  ])('%s', (_what, moment, kept) => expect(notOfTheFuture(moment, now)).toBe(kept));
});
