import { describe, expect, it } from '@jest/globals';
import { fingerprint, key } from './spec-key.js';
import { fingerprintsOf, isPgp } from './pgp-key.js';

describe('a PGP key', () => {
  it('is known by its fingerprint, armored or not', () => {
    expect(fingerprintsOf(Buffer.from(key))).toEqual([fingerprint]);
    const packets = Buffer.from(key.split('\n\n')[1]?.split('\n=')[0] ?? '', 'base64');
    expect(fingerprintsOf(packets)).toEqual([fingerprint]);
    expect(fingerprintsOf(packets.subarray(0, 40))).toEqual([]);
    expect(fingerprintsOf(Buffer.from(`${key}${key}`))).toEqual([fingerprint, fingerprint]);
    expect(fingerprintsOf(Buffer.from(key.replace('BLOCK-----\n', 'BLOCK-----\nVersion: 1\nComment: x\n')))).toEqual([
      fingerprint,
    ]);
    expect(fingerprintsOf(Buffer.from(key.replaceAll('\n', '\r\n')))).toEqual([fingerprint]);
  });

  it('is no page', () => {
    expect([isPgp(Buffer.from(key)), isPgp(Buffer.from('<html>')), isPgp(Buffer.alloc(0))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
