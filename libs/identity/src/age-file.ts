/**
 * Files that people keep for years, in the format of age (https://age-encryption.org): `age -d` opens them without fleet. The package is loaded when it is
 * needed.
 */

/** For whom: recipients (`age1…`), or whoever has the passphrase. */
export type AgeFor = { readonly recipients: readonly string[] } | { readonly passphrase: string };

/** With what: identities (`AGE-SECRET-KEY-1…`), or the passphrase. */
export type AgeWith = { readonly identities: readonly string[] } | { readonly passphrase: string };

/** The message never holds any of a key. */
export class AgeFailed extends Error {
  override readonly name = 'AgeFailed';
  constructor(
    readonly code: 'bad-key' | 'no-identity' | 'malformed',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** @throws AgeFailed `bad-key` */
export async function ageEncrypt(content: Uint8Array, to: AgeFor): Promise<Uint8Array> {
  const { Encrypter } = await import('age-encryption');
  const encrypter = new Encrypter();
  if ('passphrase' in to) encrypter.setPassphrase(to.passphrase);
  else {
    if (to.recipients.length === 0) throw new AgeFailed('bad-key', 'there is no recipient to encrypt for');
    for (const [index, recipient] of to.recipients.entries()) {
      try {
        encrypter.addRecipient(recipient);
      } catch (cause) {
        throw new AgeFailed('bad-key', `recipient ${index + 1} is no age recipient`, { cause });
      }
    }
  }
  return encrypter.encrypt(content);
}

/** @throws AgeFailed */
export async function ageDecrypt(content: Uint8Array, key: AgeWith): Promise<Uint8Array> {
  const { Decrypter } = await import('age-encryption');
  const decrypter = new Decrypter();
  if ('passphrase' in key) decrypter.addPassphrase(key.passphrase);
  else
    for (const identity of key.identities) {
      try {
        decrypter.addIdentity(identity);
      } catch (cause) {
        throw new AgeFailed('bad-key', 'one of the identities is no age identity', { cause });
      }
    }
  try {
    return await decrypter.decrypt(content);
  } catch (cause) {
    if (/no identity matched/.test((cause as Error).message))
      throw new AgeFailed(
        'no-identity',
        'passphrase' in key ? 'the passphrase is another one' : 'it is encrypted for other keys than this one',
        { cause },
      );
    throw new AgeFailed('malformed', 'it is no whole age file', { cause });
  }
}
