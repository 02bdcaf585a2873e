import { createHash } from 'node:crypto';
import { Decrypter, EncryptionFailed, makePillarKey, readIdentities } from '@fleet/pillar';
import type { Redactor } from '@fleet/telemetry';

/** Opens what it has a key for. Where there is none, as in a pipeline, something of its own stands for each value, so that the rest compiles. */
export class EncryptedValues extends Decrypter {
  /** Values that nobody here can open. */
  sealed = 0;
  readonly #standIns = new Set<string>();

  constructor(
    identityFiles: readonly string[],
    private readonly redactor: Redactor,
  ) {
    let identities: Promise<readonly string[]> | undefined;
    super(() => (identities ??= identitiesFrom(identityFiles)));
  }

  override async open(armored: string): Promise<string> {
    try {
      const text = await super.open(armored);
      this.redactor.addSecret(text);
      return text;
    } catch (error) {
      if (!(error instanceof EncryptionFailed) || error.code !== 'no-identity') throw error;
      this.sealed += 1;
      return this.standIn(armored);
    }
  }

  /** The same for the same encrypted text. */
  standIn(armored: string): string {
    const text = `encrypted-${createHash('sha256').update(armored).digest('hex').slice(0, 16)}`;
    this.#standIns.add(text);
    return text;
  }

  override standsIn(text: string): boolean {
    return this.#standIns.has(text);
  }
}

/** Where there is no key, one that opens nothing: what is no encrypted value at all is told all the same. */
async function identitiesFrom(files: readonly string[]): Promise<readonly string[]> {
  const identities = await readIdentities(files, { mayBeMissing: true });
  return identities.length > 0 ? identities : [(await makePillarKey()).identity];
}

/** As another opens them; also what is broken has something that stands for it. For data that is compared, and told of elsewhere. */
export class ComparedValues extends Decrypter {
  constructor(private readonly values: EncryptedValues) {
    super(() => Promise.resolve([]));
  }

  override async open(armored: string): Promise<string> {
    try {
      return await this.values.open(armored);
    } catch (error) {
      if (!(error instanceof EncryptionFailed)) throw error;
      return this.values.standIn(armored);
    }
  }

  override standsIn(text: string): boolean {
    return this.values.standsIn(text);
  }
}
