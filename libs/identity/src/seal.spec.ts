import { describe, expect, it } from '@jest/globals';
import { createSealKeys, openSeal, sealTo } from './seal.js';

const keys = createSealKeys();

describe('a seal', () => {
  it.each(['', 'geheim', 'ä€𝄞', 'x'.repeat(100_000)])('opens for its recipient', (text) => {
    expect(openSeal(keys.privateKey, sealTo(keys.publicKey, text, 'pillar|U1'), 'pillar|U1').toString()).toBe(text);
  });

  it('never looks the same twice', () => {
    expect(sealTo(keys.publicKey, 'a', 'c')).not.toBe(sealTo(keys.publicKey, 'a', 'c'));
  });

  it('does not open for another key, in another context, or when a bit of it was changed', () => {
    const sealed = sealTo(keys.publicKey, 'geheim', 'pillar|U1');
    const broken = expect.objectContaining({ code: 'seal-broken' });
    expect(() => openSeal(createSealKeys().privateKey, sealed, 'pillar|U1')).toThrow(broken);
    expect(() => openSeal(keys.privateKey, sealed, 'pillar|U2')).toThrow(broken);
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 1;
      expect(() => openSeal(keys.privateKey, changed.toString('base64'), 'pillar|U1')).toThrow(broken);
    }
    for (const text of ['', 'AQ==', sealed.slice(0, 60)])
      expect(() => openSeal(keys.privateKey, text, 'pillar|U1')).toThrow(broken);
  });

  it('is not made for a weak or malformed key', () => {
    const broken = expect.objectContaining({ code: 'seal-broken' });
    expect(() => sealTo(Buffer.alloc(32).toString('base64url'), 'geheim', 'c')).toThrow(broken);
    expect(() => sealTo('short', 'geheim', 'c')).toThrow(broken);
  });
});
