import { createHash } from 'node:crypto';
import { decryptValue, EncryptionFailed } from './age.js';

/** Opened values that are kept, and the characters that they may have together. */
const maxValues = 10_000;
const maxCharacters = 16 * 2 ** 20;

/** Opens encrypted values, and remembers what was in them: opening one takes milliseconds, and every compile meets it again. */
export class Decrypter {
  /** By the hash of the encrypted text. In memory only. */
  private readonly opened = new Map<string, string>();
  private characters = 0;

  /** `identities` is asked whenever a value is not known yet, so that a key that was just made counts. */
  constructor(private readonly identities: () => Promise<readonly string[]>) {}

  /** @throws EncryptionFailed */
  async open(armored: string): Promise<string> {
    const key = createHash('sha256').update(armored).digest('base64');
    const known = this.opened.get(key);
    if (known !== undefined) return known;
    const identities = await this.identities();
    if (identities.length === 0) throw new EncryptionFailed('no-identity', 'there is no key here');
    const text = await decryptValue(armored, identities);
    if (this.opened.size >= maxValues || this.characters + text.length > maxCharacters) {
      this.opened.clear();
      this.characters = 0;
    }
    this.opened.set(key, text);
    this.characters += text.length;
    return text;
  }

  /** Whether a text only stands for what could not be opened: then no schema can say anything of it. Never so on a master. */
  standsIn(_text: string): boolean {
    return false;
  }
}
