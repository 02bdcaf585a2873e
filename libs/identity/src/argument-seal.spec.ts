import { describe, expect, it } from '@jest/globals';
import { openArguments, sealArguments, sealedArgumentsLength } from './argument-seal.js';
import { createSealKeys } from './seal.js';

const keys = createSealKeys();
const place = { key: 'UMINION', jid: '20260101000000000001' };
const given = { args: '["root","pass word"]', kwargs: '{"wei":123456789012345678901}' };
const sealed = sealArguments(keys.publicKey, place, given);

describe('sealed arguments', () => {
  it('are read by their minion, digit for digit', () => {
    expect(openArguments(keys.privateKey, place, sealed)).toEqual(given);
  });

  it.each(['', 'a', 'ab', 'abc', '\u00e4"\\', 'x'.repeat(1000)])('become as long as is foretold: %#', (text) => {
    const any = { args: JSON.stringify([text]), kwargs: '{}' };
    expect(sealedArgumentsLength(any)).toBe(sealArguments(keys.publicKey, place, any).length);
  });

  it.each([
    ['another minion', createSealKeys().privateKey, place],
    ['another job', keys.privateKey, { ...place, jid: '20260101000000000002' }],
    ['a minion of another name', keys.privateKey, { ...place, key: 'UOTHER' }],
  ])('do not open for %s', (_whom, privateKey, where) => {
    expect(() => openArguments(privateKey, where, sealed)).toThrow(expect.objectContaining({ code: 'seal-broken' }));
  });
});
