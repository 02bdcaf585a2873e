import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountName } from './trust-definition.js';
import { TrustUnusable, files, replaceSecret } from './trust-files.js';

/** In seconds since the epoch. */
interface Revocation {
  /** JWTs issued until then are void. */
  readonly at: number;
  /** When the last of those has expired anyway. */
  readonly until: number;
}

type Entries = Readonly<Record<string, Revocation>>;

/** Seconds that entries are kept which do not say so, of before they did. */
const untold = 366 * 24 * 3600;

/**
 * Per account: what is revoked of which public user key, on disk before it counts. An entry is kept for as long as it means anything: one message has to
 * hold them all, and the server takes some 10,000.
 */
export class Revocations {
  #turn: Promise<unknown> = Promise.resolve();
  /** What entries said before they were lowered: revoking again covers at least as much, also a JWT dated ahead. */
  readonly #lowered = new Map<string, number>();

  private constructor(
    private readonly file: string,
    private entries: Entries,
  ) {}

  static async open(folder: string, account: AccountName): Promise<Revocations> {
    const file = join(folder, files.revocations(account));
    try {
      return new Revocations(file, read(JSON.parse(await readFile(file, 'utf8'))));
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return new Revocations(file, {});
      throw new TrustUnusable(folder, `${files.revocations(account)} cannot be read: revoked keys would be let in`, {
        cause,
      });
    }
  }

  /** As an account states them: those that still mean something, and until when JWTs are void. */
  stated(now: number): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(current(this.entries, now)).map(([key, { at }]) => [key, at]));
  }

  /** JWTs of the key issued until this second are void. */
  of(publicKey: string): number | undefined {
    return this.entries[publicKey]?.at;
  }

  /** The earliest second in which a JWT for this key is valid again. */
  earliest(publicKey: string, now: number): number {
    return Math.max(now, (this.of(publicKey) ?? 0) + 1);
  }

  /** @param goodUntil when the last JWT expires that was issued until a given second */
  add(publicKey: string, now: number, goodUntil: (at: number) => number): Promise<void> {
    return this.#inTurn(async () => {
      // Renewing right after a revocation issues a JWT dated one second ahead; revoking again has to cover that one too.
      const at = Math.max(this.earliest(publicKey, now), (this.#lowered.get(publicKey) ?? 0) + 1);
      const until = Math.max(goodUntil(at), this.entries[publicKey]?.until ?? 0);
      await this.#keep({ ...current(this.entries, now), [publicKey]: { at, until } });
    });
  }

  /** JWTs issued in `since` or later are good again; those before stay void. */
  lift(publicKey: string, since: number): Promise<void> {
    return this.#inTurn(async () => {
      const entry = this.entries[publicKey];
      if (entry === undefined || entry.at < since) return;
      this.#lowered.set(publicKey, Math.max(entry.at, this.#lowered.get(publicKey) ?? 0));
      await this.#keep({ ...this.entries, [publicKey]: { ...entry, at: since - 1 } });
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #keep(entries: Entries): Promise<void> {
    await replaceSecret(this.file, JSON.stringify(entries));
    this.entries = entries;
  }
}

function current(entries: Entries, now: number): Entries {
  return Object.fromEntries(Object.entries(entries).filter(([, { until }]) => until > now));
}

/** Entries of before were but the second until which JWTs are void. */
function read(stored: unknown): Entries {
  return Object.fromEntries(
    Object.entries(stored as Record<string, unknown>).map(([key, entry]) => {
      const { at, until } = typeof entry === 'number' ? { at: entry, until: entry + untold } : (entry as Revocation);
      if (!Number.isSafeInteger(at) || !Number.isSafeInteger(until)) throw new TypeError(key);
      return [key, { at, until }];
    }),
  );
}
