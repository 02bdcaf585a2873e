import { describe, expect, it } from '@jest/globals';
import { isJid, timeOfJid } from './jid.js';

describe('a jid', () => {
  it('tells when it was given', () => {
    expect(new Date(timeOfJid('20261122013005123456')).toISOString()).toBe('2026-11-22T01:30:05.123Z');
  });

  it.each(['', '2026112201300512345', '202611220130051234567', '2026112201300512345x', ' 20261122013005123456'])(
    'is not %j',
    (text) => {
      expect(isJid(text)).toBe(false);
    },
  );
});
