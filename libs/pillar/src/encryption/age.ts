/**
 * Values of the pillar that are encrypted at rest: armored files of age (https://age-encryption.org), each a text of its own. The package is
 * loaded when the first one is met.
 */
const header = '-----BEGIN AGE ENCRYPTED FILE-----';

export function isEncrypted(text: string): boolean {
  return text.startsWith(header) || text.trimStart().startsWith(header);
}

/** A value, or a key, that cannot be used; the message never holds any of it. */
export class EncryptionFailed extends Error {
  override readonly name = 'EncryptionFailed';
  constructor(
    readonly code: 'malformed' | 'no-identity' | 'not-text' | 'bad-key',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A new key: `identity` opens (secret), `recipient` is what is encrypted for. */
export async function makePillarKey(): Promise<{ readonly identity: string; readonly recipient: string }> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** @throws EncryptionFailed where it is no identity */
export async function recipientOf(identity: string): Promise<string> {
  const { identityToRecipient } = await import('age-encryption');
  try {
    return await identityToRecipient(identity);
  } catch (cause) {
    throw new EncryptionFailed('bad-key', 'this is no age identity', { cause });
  }
}

/** Armored, with a line end last. @throws EncryptionFailed for a recipient that is none */
export async function encryptValue(text: string, recipients: readonly string[]): Promise<string> {
  const { Encrypter, armor } = await import('age-encryption');
  const encrypter = new Encrypter();
  for (const [index, recipient] of recipients.entries()) {
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      // It may be an identity that somebody put in the wrong place.
      throw new EncryptionFailed('bad-key', `recipient ${index + 1} is no age recipient`, { cause });
    }
  }
  return armor.encode(await encrypter.encrypt(text));
}

/** @throws EncryptionFailed where none of the identities opens it, or it is damaged */
export async function decryptValue(armored: string, identities: readonly string[]): Promise<string> {
  const { Decrypter, armor } = await import('age-encryption');
  const decrypter = new Decrypter();
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity);
    } catch (cause) {
      throw new EncryptionFailed('bad-key', 'one of the identities is no age identity', { cause });
    }
  }
  let plain: Uint8Array;
  try {
    plain = await decrypter.decrypt(armor.decode(armored));
  } catch (cause) {
    if (/no identity matched/.test((cause as Error).message))
      throw new EncryptionFailed('no-identity', 'it is encrypted for other keys than those that are here', { cause });
    throw new EncryptionFailed('malformed', 'it is no whole age file', { cause });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(plain);
  } catch (cause) {
    throw new EncryptionFailed('not-text', 'what is in it is not UTF-8 text', { cause });
  }
}
