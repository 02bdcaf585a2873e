import { describe, expect, it } from '@jest/globals';
import { ageDecrypt, ageEncrypt } from './age-file.js';

const identity = 'AGE-SECRET-KEY-1GFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPYYSJZGFPQ4EGAEX';
const content = new Uint8Array([0, 255, 1, 254]);

async function newIdentity(): Promise<{ identity: string; recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const made = await generateX25519Identity();
  return { identity: made, recipient: await identityToRecipient(made) };
}

describe('an age file', () => {
  it('opens for each of its recipients, and for nobody else', async () => {
    const [first, second, stranger] = [await newIdentity(), await newIdentity(), await newIdentity()];
    const sealed = await ageEncrypt(content, { recipients: [first.recipient, second.recipient] });
    for (const { identity: own } of [first, second])
      expect(await ageDecrypt(sealed, { identities: [own] })).toEqual(content);
    await expect(ageDecrypt(sealed, { identities: [stranger.identity] })).rejects.toMatchObject({
      code: 'no-identity',
    });
    sealed[sealed.length - 1] = (sealed[sealed.length - 1] as number) ^ 1;
    await expect(ageDecrypt(sealed, { identities: [first.identity] })).rejects.toMatchObject({ code: 'malformed' });
  });

  it('is made for no key that is none, and says nothing of it', async () => {
    await expect(ageEncrypt(content, { recipients: [] })).rejects.toMatchObject({ code: 'bad-key' });
    const failed = ageEncrypt(content, { recipients: [identity] });
    await expect(failed).rejects.toMatchObject({ code: 'bad-key', message: 'recipient 1 is no age recipient' });
    await expect(ageDecrypt(content, { identities: ['x'] })).rejects.toMatchObject({ code: 'bad-key' });
  });
});
