import { describe, expect, it } from '@jest/globals';
import { createKeys, signer } from './nkeys.js';
import { contexts, keyId, signText, verifySigned } from './signed.js';

const master = signer(createKeys('user').seed);
const other = signer(createKeys('user').seed);
const signed = signText(master, contexts.command, '{"jid":"1"}');

describe('a signed text', () => {
  it('verifies with one of the trusted keys', () => {
    expect(verifySigned([other.rawPublicKey, master.rawPublicKey], contexts.command, signed)).toEqual({
      ok: true,
      text: '{"jid":"1"}',
    });
    expect(signed.kid).toBe(keyId(master.rawPublicKey));
  });

  it.each([
    ['another text', { ...signed, text: '{"jid":"2"}' }, 'bad-signature'],
    [
      'a signature of another text',
      { ...signed, signature: signText(master, contexts.command, 'x').signature },
      'bad-signature',
    ],
    ['a signature for another purpose', signText(master, contexts.admission, signed.text), 'bad-signature'],
    ['no signature at all', { ...signed, signature: '' }, 'bad-signature'],
    ['a key that nobody trusts', signText(other, contexts.command, signed.text), 'unknown-key'],
    [
      'the key of one and the name of another',
      { ...signText(other, contexts.command, signed.text), kid: signed.kid },
      'bad-signature',
    ],
    ['another version', { ...signed, v: 2 }, 'malformed'],
    ['no text', { ...signed, text: undefined }, 'malformed'],
    ['null', null, 'malformed'],
    ['a text', 'signed', 'malformed'],
  ])('does not verify with %s', (_what, value, reason) => {
    expect(verifySigned([master.rawPublicKey], contexts.command, value)).toEqual({ ok: false, reason });
  });
});
