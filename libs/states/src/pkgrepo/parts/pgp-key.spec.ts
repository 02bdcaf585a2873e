import { describe, expect, it } from '@jest/globals';
import { fingerprintsOf, isPgp } from './pgp-key.js';

/** `gpg --quick-gen-key 'spec <spec@example.org>' ed25519 sign never`, `gpg --armor --export --export-options export-minimal` */
const key = `-----BEGIN PGP PUBLIC KEY BLOCK-----

mDMEawFnvhYJKwYBBAHaRw8BAQdAZgxEKs2JhwOEYHl0l8nBs3Prt3tgsAkpGTSK
k1ovjC60F3NwZWMgPHNwZWNAZXhhbXBsZS5vcmc+iJAEExYIADgWIQTfN/ZbhLci
42cYLQw8KBsm8fmzWAUCawFnvgIbAwULCQgHAgYVCgkICwIEFgIDAQIeAQIXgAAK
CRA8KBsm8fmzWNVUAQCxlsWk8c/h+/bE7dbfC+FQLqapi1qZvXnLbR7mnxSCPAD/
bpYRARxMrE/tVePEuOGl0d1MWwJQCKmp7JwZps95iAA=
=5Dpc
-----END PGP PUBLIC KEY BLOCK-----
`;
/** `gpg --list-keys --with-colons` */
const fingerprint = 'df37f65b84b722e367182d0c3c281b26f1f9b358';

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
