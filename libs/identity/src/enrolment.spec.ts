import { describe, expect, it } from '@jest/globals';
import { createEnrolRequest, openAdmission, sealAdmission } from './enrolment.js';
import { fingerprint } from './fingerprint.js';
import { decodeJoinToken, encodeJoinToken } from './join-token.js';
import { createKeys, signer } from './nkeys.js';
import { createSealKeys } from './seal.js';
import { userJwt } from './user-jwt.js';

const minion = signer(createKeys('user').seed);
const master = signer(createKeys('user').seed);
const seal = createSealKeys();
const now = 1_800_000_000_000;
const request = createEnrolRequest(minion, 'web1.example', seal.publicKey, now);

describe('an admission', () => {
  const admission = {
    jwt: 'jwt',
    servers: ['nats://127.0.0.1:4222'],
    nonce: request.nonce,
  };
  const own = { request, privateKey: seal.privateKey };

  it('opens for the minion that asked', () => {
    expect(openAdmission([master.rawPublicKey], own, sealAdmission(master, request, admission))).toEqual(admission);
  });

  it('does not open from another master, for another minion, or for another request', () => {
    const other = signer(createKeys('user').seed);
    expect(openAdmission([master.rawPublicKey], own, sealAdmission(other, request, admission))).toBeUndefined();
    expect(
      openAdmission(
        [master.rawPublicKey],
        own,
        sealAdmission(master, { key: other.publicKey, sealKey: seal.publicKey }, admission),
      ),
    ).toBeUndefined();
    expect(
      openAdmission([master.rawPublicKey], own, sealAdmission(master, request, { ...admission, nonce: 'old' })),
    ).toBeUndefined();
    expect(
      openAdmission(
        [master.rawPublicKey],
        { request, privateKey: createSealKeys().privateKey },
        sealAdmission(master, request, admission),
      ),
    ).toBeUndefined();
  });
});

describe('a join token', () => {
  const joiner = createKeys('user');
  const jwt = userJwt(signer(createKeys('account').seed), {
    publicKey: joiner.publicKey,
    account: createKeys('account').publicKey,
    name: 'joiner',
    issued: 1,
  });
  const token = {
    servers: ['nats://127.0.0.1:4222'],
    seed: joiner.seed,
    jwt,
    root: master.rawPublicKey,
    expires: now,
  };
  const text = encodeJoinToken(token);

  it('reads back, with the line breaks of a terminal too', () => {
    expect(text).toMatch(/^fleet-join-[A-Za-z0-9_.-]+$/);
    expect(decodeJoinToken(text)).toEqual(token);
    expect(decodeJoinToken(` ${text.replace(/(.{80})/g, '$1\n')}\n`)).toEqual(token);
  });

  it.each([
    ['its last letters', text.slice(0, -3), 'incomplete'],
    ['its first letters', text.slice(5), 'begins with'],
    ['a letter within', text.slice(0, 50) + text.slice(51), 'incomplete'],
    ['everything', '', 'begins with'],
  ])('says what is wrong without %s', (_what, broken, sentence) => {
    expect(() => decodeJoinToken(broken)).toThrow(sentence);
  });
});

describe('a fingerprint', () => {
  it('is eight groups of four, and another for another key', () => {
    expect(fingerprint(minion.publicKey, seal.publicKey)).toMatch(/^([A-Z2-7]{4}-){7}[A-Z2-7]{4}$/);
    expect(fingerprint(minion.publicKey, createSealKeys().publicKey)).not.toBe(
      fingerprint(minion.publicKey, seal.publicKey),
    );
  });
});
