import { describe, expect, it } from '@jest/globals';
import { createKeys, signer } from './nkeys.js';
import { contexts, signText } from './signed.js';
import { openRequest, requestSkew, signRequest } from './signed-request.js';

const now = 1_700_000_000_000;
const alice = signer(createKeys('user').seed);
const mallory = signer(createKeys('user').seed);
const body = { target: { type: 'glob', expression: '*' }, wei: '123456789012345678901' };
const signed = signRequest(alice, 'job_create', body, now);
const nonce = 'AAAAAAAAAAAAAAAAAAAAAA';
const made = (frame: unknown, by = alice, context: string = contexts.request) =>
  signText(by, context, typeof frame === 'string' ? frame : JSON.stringify(frame));

describe('a signed request', () => {
  it('is what its operator asked, once', () => {
    const opened = openRequest(alice.publicKey, 'job_create', signed, JSON.parse, now);
    expect(opened).toEqual({ ok: true, body, nonce: expect.any(String), expires: now + requestSkew });
    const again = openRequest(
      alice.publicKey,
      'job_create',
      signRequest(alice, 'job_create', body, now),
      JSON.parse,
      now,
    );
    expect(again.ok && opened.ok && again.nonce !== opened.nonce).toBe(true);
  });

  it.each<[string, string, unknown, number, string]>([
    ['signed by another', 'job_create', signRequest(mallory, 'job_create', body, now), now, 'bad-signature'],
    ['of another method', 'key_delete', signed, now, 'malformed'],
    ['changed on its way', 'job_create', { ...signed, text: signed.text.replace('*', 'x') }, now, 'bad-signature'],
    ['too old', 'job_create', signed, now + requestSkew + 1, 'expired'],
    ['from the future', 'job_create', signed, now - requestSkew - 1, 'expired'],
    [
      'signed for another purpose',
      'job_create',
      made({ method: 'job_create', nonce, issued: now, body }, alice, contexts.command),
      now,
      'bad-signature',
    ],
    ['without a signature', 'job_create', body, now, 'malformed'],
    ['null', 'job_create', null, now, 'malformed'],
    ['no JSON', 'job_create', made('{'), now, 'malformed'],
    ['JSON null', 'job_create', made('null'), now, 'malformed'],
    ['without a nonce', 'job_create', made({ method: 'job_create', issued: now, body }), now, 'malformed'],
    [
      'with a nonce that is none',
      'job_create',
      made({ method: 'job_create', nonce: 'a b\n', issued: now }),
      now,
      'malformed',
    ],
    ['without a time', 'job_create', made({ method: 'job_create', nonce, body }), now, 'malformed'],
  ])('is refused: %s', (_what, method, value, at, reason) => {
    expect(openRequest(alice.publicKey, method, value, JSON.parse, at)).toEqual({ ok: false, reason });
  });
});
