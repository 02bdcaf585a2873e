import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountName } from './trust-definition.js';
import { TrustUnusable, files, replaceSecret } from './trust-files.js';

/**
 * Seconds that the JWT of a user lives at most, but for the master's own; so long a revocation has to be kept. Every join token that was
 * used up is one, and the server takes some 10,000 in a message.
 */
export const longestLife: Readonly<Record<AccountName, number>> = {
  FLEET: 366 * 24 * 3600,
  ENROL: 31 * 24 * 3600,
  SYS: 366 * 24 * 3600,
};

/** Per account: public user key → seconds since the epoch. JWTs issued until then are void. On disk before it counts. */
export class Revocations {
  #turn: Promise<unknown> = Promise.resolve();
  /** What entries said before they were lowered: revoking again covers at least as much, also a JWT dated ahead. */
  readonly #lowered = new Map<string, number>();

  private constructor(
    private readonly file: string,
    private readonly life: number,
    private entries: Readonly<Record<string, number>>,
  ) {}

  static async open(folder: string, account: AccountName): Promise<Revocations> {
    const file = join(folder, files.revocations(account));
    try {
      return new Revocations(
        file,
        longestLife[account],
        JSON.parse(await readFile(file, 'utf8')) as Record<string, number>,
      );
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Revocations(file, longestLife[account], {});
      throw new TrustUnusable(folder, `${files.revocations(account)} cannot be read: revoked keys would be let in`, {
        cause,
      });
    }
  }

  get all(): Readonly<Record<string, number>> {
    return this.entries;
  }

  /** The earliest second in which a JWT for this key is valid again. */
  earliest(publicKey: string, now: number): number {
    return Math.max(now, (this.entries[publicKey] ?? 0) + 1);
  }

  add(publicKey: string, now: number): Promise<void> {
    return this.#inTurn(async () => {
      // Renewing right after a revocation issues a JWT dated one second ahead; revoking again has to cover that one too.
      const until = Math.max(this.earliest(publicKey, now), (this.#lowered.get(publicKey) ?? 0) + 1);
      const kept = Object.entries(this.entries).filter(([, at]) => at > now - this.life);
      await this.#keep({ ...Object.fromEntries(kept), [publicKey]: until });
    });
  }

  /** JWTs issued in `since` or later are good again; those before stay void. */
  lift(publicKey: string, since: number): Promise<void> {
    return this.#inTurn(async () => {
      const until = this.entries[publicKey];
      if (until === undefined || until < since) return;
      this.#lowered.set(publicKey, Math.max(until, this.#lowered.get(publicKey) ?? 0));
      await this.#keep({ ...this.entries, [publicKey]: since - 1 });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #keep(entries: Readonly<Record<string, number>>): Promise<void> {
    await replaceSecret(this.file, JSON.stringify(entries));
    this.entries = entries;
  }
}
