import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountName } from './definition.js';
import { TrustUnusable, files, replaceSecret } from './trust-files.js';

/** Seconds that a user JWT of minions, operators and joiners lives at most; so long a revocation has to be kept. */
export const longestLife = 366 * 24 * 3600;

/** Per account: public user key → seconds since the epoch. JWTs issued until then are void. On disk before it counts. */
export class Revocations {
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private entries: Readonly<Record<string, number>>,
  ) {}

  static async open(folder: string, account: AccountName): Promise<Revocations> {
    const file = join(folder, files.revocations(account));
    try {
      return new Revocations(file, JSON.parse(await readFile(file, 'utf8')) as Record<string, number>);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Revocations(file, {});
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
    const turn = this.#turn.then(async () => {
      // Renewing right after a revocation issues a JWT dated one second ahead; revoking again has to cover that one too.
      const until = this.earliest(publicKey, now);
      const kept = Object.entries(this.entries).filter(([, at]) => at > now - longestLife);
      const entries = { ...Object.fromEntries(kept), [publicKey]: until };
      await replaceSecret(this.file, JSON.stringify(entries));
      this.entries = entries;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
