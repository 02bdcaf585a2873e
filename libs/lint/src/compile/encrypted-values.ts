import { createHash } from 'node:crypto';
import { Decrypter, EncryptionFailed, readIdentities } from '@fleet/pillar';
import type { Redactor } from '@fleet/telemetry';

/** Opens what it has a key for. Where there is none, as in a pipeline, something of its own stands for each value, so that the rest compiles. */
export class EncryptedValues extends Decrypter {
  /** Values that nobody here can open. */
  sealed = 0;

  constructor(
    identityFiles: readonly string[],
    private readonly redactor: Redactor,
  ) {
    let identities: Promise<readonly string[]> | undefined;
    super(() => (identities ??= readIdentities(identityFiles, { mayBeMissing: true })));
  }

  override async open(armored: string): Promise<string> {
    try {
      const text = await super.open(armored);
      this.redactor.addSecret(text);
      return text;
    } catch (error) {
      if (!(error instanceof EncryptionFailed) || error.code !== 'no-identity') throw error;
      this.sealed += 1;
      return `encrypted-${createHash('sha256').update(armored).digest('hex').slice(0, 16)}`;
    }
  }
}
