import { createSealKeys, openRevealed, SealBroken, type SealKeys } from '@fleet/identity';
import type { JobRequest, Return } from '@fleet/protocol';

/** Opens what minions reveal to this command alone: the key is made for it, and gone with it. */
export class Revealing {
  private readonly keys: SealKeys = createSealKeys();

  get request(): NonNullable<JobRequest['reveal']> {
    return { sealKey: this.keys.publicKey };
  }

  /** The return with its secrets, or the redacted one with why it stays so. */
  open(minion: string, answer: Return): { readonly answer: Return; readonly note?: string } {
    const { revealed, ...redacted } = answer;
    if (revealed === undefined) {
      // A fault has no value, and holds no secret.
      if (answer.value === undefined) return { answer: redacted };
      return {
        answer: redacted,
        note: `${minion}: redacted: its answer came without what was sealed for this command`,
      };
    }
    if ('withheld' in revealed) return { answer: redacted, note: `${minion}: redacted: ${revealed.withheld}` };
    try {
      const place = { jid: answer.jid, key: revealed.key };
      return { answer: { ...redacted, value: openRevealed(this.keys.privateKey, place, revealed.sealed) } };
    } catch (error) {
      if (!(error instanceof SealBroken)) throw error;
      return { answer: redacted, note: `${minion}: redacted: what it sealed does not open here` };
    }
  }
}
