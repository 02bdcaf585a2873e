import { describe, expect, it } from '@jest/globals';
import { createEnrolRequest, verifyEnrolRequest } from './enrolment.js';
import { enrolmentSkew } from './key-proof.js';
import { createLoginRequest, verifyLoginRequest } from './login.js';
import { createKeys, signer } from './nkeys.js';
import { createSealKeys } from './seal.js';

const owner = signer(createKeys('user').seed);
const seal = createSealKeys();
const now = 1_800_000_000_000;
const enrol = createEnrolRequest(owner, 'web1.example', seal.publicKey, now);
const login = createLoginRequest(owner, seal.publicKey, now);

const kinds = [
  ['to enrol', enrol, verifyEnrolRequest],
  ['to log in', login, verifyLoginRequest],
] as const;

describe.each(kinds)('a request %s', (_kind, request, verify) => {
  it('is taken from the owner of its key, and nothing else that is written into it', () => {
    expect(verify(request, now + 1000)).toEqual({ ok: true, request });
    expect(verify({ ...request, roles: ['admin'] }, now)).toEqual({ ok: true, request });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another seal key', { sealKey: createSealKeys().publicKey }],
    ['a seal key that everybody can open', { sealKey: 'A'.repeat(43) }],
    ['the key of another', { key: createKeys('user').publicKey }],
    ['an account key', { key: createKeys('account').publicKey }],
    ['another nonce', { nonce: 'A'.repeat(22) }],
    ['a nonce that has no text', { nonce: { toString: 1 } }],
    ['another time', { issued: now + 1 }],
    ['no time', { issued: '1800000000000' }],
    ['no signature', { signature: undefined }],
    ['another kind', { kind: 'return' }],
    ['another version', { v: 2 }],
  ])('is refused with %s', (_what, change) => {
    expect(verify({ ...request, ...change }, now)).toMatchObject({ ok: false });
  });

  it('is refused when it is old or from the future', () => {
    for (const at of [now + enrolmentSkew + 1, now - enrolmentSkew - 1])
      expect(verify(request, at)).toMatchObject({ ok: false, reason: expect.stringContaining('clocks') });
  });

  it.each([null, undefined, 7, 'text', [], [request]])('is none of %p', (value) => {
    expect(verify(value, now)).toMatchObject({ ok: false });
  });
});

describe('what is signed', () => {
  it('says what it is for', () => {
    expect(verifyLoginRequest({ ...enrol, kind: 'login' }, now)).toMatchObject({ ok: false });
    expect(verifyEnrolRequest({ ...login, kind: 'enrol', minion: 'web1.example' }, now)).toMatchObject({ ok: false });
  });

  it.each(['web2', '../etc', { toString: 1 }])('is for one id, and not for %p', (minion) => {
    expect(verifyEnrolRequest({ ...enrol, minion }, now)).toMatchObject({ ok: false });
  });
});
