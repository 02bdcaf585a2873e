import { describe, expect, it } from '@jest/globals';
import { ageDecrypt, ageEncrypt } from './age-file.js';

const content = new Uint8Array([0, 255, 1, 254]);

// Each passphrase is made to cost seconds.
describe('an age file', () => {
  it('opens with its passphrase, and with no other', async () => {
    const sealed = await ageEncrypt(content, { passphrase: 'correct horse' });
    expect(await ageDecrypt(sealed, { passphrase: 'correct horse' })).toEqual(content);
    await expect(ageDecrypt(sealed, { passphrase: 'wrong' })).rejects.toMatchObject({ code: 'no-identity' });
  });
});
