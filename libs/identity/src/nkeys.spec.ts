import { describe, expect, it } from '@jest/globals';
import { createKeys, isPublicKey, signer, verifySignature } from './nkeys.js';

/** Made with the JavaScript library of NATS from the raw seeds 05…, 2a… and 4f…; the signature is over `fleet`. */
const golden = [
  [
    'user',
    'SUAAKBIFAUCQKBIFAUCQKBIFAUCQKBIFAUCQKBIFAUCQKBIFAUCQKBKDFQ',
    'UBXHUHG5FGYLPD6RHL2MKWMP572O6KUXCZXDZJXS4T57ZTMAKBN7CEDX',
    'Bvp6FXFxlkAYoQ72YK6S3msh_WR6WB6kkMYw_otl6cLU3LnRdTqfPnD3F_ENEF8ZhggWFZOk12l244WIReoCDg',
  ],
  [
    'account',
    'SAACUKRKFIVCUKRKFIVCUKRKFIVCUKRKFIVCUKRKFIVCUKRKFIVCUKUVV4',
    'AAMX62ZD4FWIKMWGVPEDR6WNL2TYTPQMO2ZJEAZUAON7VCZ5G2GWDTYT',
    'TrbparL2h08KzmH3diZoMBDRbD85iYWhrKao0GwuZ1ZyYLJlKBsTKjRMw4wSUSjfkWsEN2qQfKxYOVvOa6-RDw',
  ],
  [
    'operator',
    'SOAE6T2PJ5HU6T2PJ5HU6T2PJ5HU6T2PJ5HU6T2PJ5HU6T2PJ5HU6T52FU',
    'OAAOHRLLSGVQUALROS4WMRPK7EUDM3G3VYPIP7JBX6DGMHMG6PT66YXZ',
    'DjoatStRy_0gZY6SGR3-Ug4mzSurcJFsQRNfUdAF306yBZpKrvLrF0u1A3yQpzmO2hjtzbxsE-Nua5PPgd07Cg',
  ],
] as const;

describe('the keys of NATS', () => {
  it.each(golden)('are those of other implementations: %s', (kind, seed, publicKey, signature) => {
    const own = signer(seed);
    expect(own).toMatchObject({ kind, publicKey });
    expect(own.sign('fleet').toString('base64url')).toBe(signature);
    expect(verifySignature(publicKey, 'fleet', Buffer.from(signature, 'base64url'))).toBe(true);
    expect(verifySignature(publicKey, 'fleeT', Buffer.from(signature, 'base64url'))).toBe(false);
  });

  it('go from seed to signer and back, fifty times', () => {
    for (let n = 0; n < 50; n += 1) {
      const { seed, publicKey } = createKeys(n % 2 ? 'user' : 'account');
      const own = signer(seed);
      expect(own.publicKey).toBe(publicKey);
      expect(verifySignature(publicKey, `${n}`, own.sign(`${n}`))).toBe(true);
    }
  });

  it.each([
    ['a wrong letter', (seed: string) => `${seed.slice(0, 20)}${seed[20] === 'A' ? 'B' : 'A'}${seed.slice(21)}`],
    ['small letters', (seed: string) => seed.toLowerCase()],
    ['one letter less', (seed: string) => seed.slice(0, -1)],
    ['one letter more', (seed: string) => `${seed}A`],
    ['nothing', () => ''],
    ['the public key', () => golden[0][2]],
  ])('refuse a seed with %s', (_what, change) => {
    expect(() => signer(change(createKeys('user').seed))).toThrow(expect.objectContaining({ code: 'invalid-key' }));
  });

  it('know a public key from anything else', () => {
    const { publicKey, seed } = createKeys('user');
    expect(isPublicKey(publicKey)).toBe(true);
    expect(isPublicKey(publicKey, 'user')).toBe(true);
    expect(isPublicKey(publicKey, 'account')).toBe(false);
    for (const other of [seed, 'U'.repeat(56), '', undefined, 7, '*']) expect(isPublicKey(other)).toBe(false);
  });
});
