import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MintedLifetimes, RevocableRole } from './trust-definition.js';
import { TrustUnusable, files, replaceSecret } from './trust-files.js';

const day = 24 * 3600;

/** Seconds that a JWT may live where nobody said otherwise, as all did before that was written down. */
const undeclared: Readonly<Record<RevocableRole, number>> = {
  minion: 366 * day,
  operator: 366 * day,
  joiner: 31 * day,
};

/** Seconds that the clock of a server may be behind ours. */
const slack = day;

/** In seconds. */
interface Declared extends MintedLifetimes {
  /** What was minted before this moment may live for as long as where nothing is declared. 0: nothing was. */
  readonly since: number;
}

/**
 * How long the JWTs of each role live: the longest that was ever allowed, on disk before one is minted. It says for how long a
 * revocation has to be kept.
 */
export class Lifetimes {
  private constructor(
    private readonly folder: string,
    private declared: Declared | undefined,
  ) {}

  static async open(folder: string): Promise<Lifetimes> {
    return new Lifetimes(folder, await read(folder));
  }

  /** What a folder of keys begins with: nobody has anything of it yet. */
  static first(lifetimes: MintedLifetimes): string {
    return JSON.stringify({ since: 0, ...inSeconds(lifetimes) } satisfies Declared);
  }

  /** Seconds that a new JWT may live. */
  longest(role: RevocableRole): number {
    return role === 'joiner' ? undeclared.joiner : (this.declared?.[role] ?? undeclared[role]);
  }

  /** The second from which on no JWT that was issued until `at` is good any more. */
  goodUntil(role: RevocableRole, at: number): number {
    const before = this.declared?.since ?? at;
    return Math.max(at + this.longest(role), Math.min(at, before) + undeclared[role]) + slack;
  }

  /** Longer ones count from now on; one that was longer before is never forgotten. */
  async declare(lifetimes: MintedLifetimes): Promise<void> {
    await this.refresh();
    const { declared } = this;
    const wanted = inSeconds(lifetimes);
    const next: Declared = {
      since: declared?.since ?? Math.ceil(Date.now() / 1000),
      minion: Math.max(declared?.minion ?? 0, wanted.minion),
      operator: Math.max(declared?.operator ?? 0, wanted.operator),
    };
    if (JSON.stringify(next) === JSON.stringify(declared)) return;
    await replaceSecret(join(this.folder, files.lifetimes), JSON.stringify(next));
    this.declared = next;
  }

  /** The command line mints, too, beside a master that runs. */
  async refresh(): Promise<void> {
    this.declared = await read(this.folder);
  }
}

function inSeconds({ minion, operator }: MintedLifetimes): MintedLifetimes {
  return { minion: Math.ceil(minion / 1000), operator: Math.ceil(operator / 1000) };
}

/** @throws TrustUnusable where it is damaged: a guess would let revoked keys in again */
async function read(folder: string): Promise<Declared | undefined> {
  const text = await readFile(join(folder, files.lifetimes), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return undefined;
    throw new TrustUnusable(folder, `${files.lifetimes} cannot be read`, { cause });
  });
  return text === undefined ? undefined : parsed(folder, text);
}

function parsed(folder: string, text: string): Declared {
  try {
    const { since, minion, operator } = JSON.parse(text) as Record<string, unknown>;
    const numbers = [since, minion, operator].every((value) => Number.isSafeInteger(value) && (value as number) >= 0);
    if (numbers) return { since, minion, operator } as Declared;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
  }
  throw new TrustUnusable(
    folder,
    `${files.lifetimes} holds no lifetimes; without that file revocations are kept for a year, and the next start writes it anew`,
  );
}
