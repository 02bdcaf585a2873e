import { chmod, mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  createKeys,
  createSealKeys,
  derivedKey,
  fingerprint,
  pinRoot,
  signer,
  type SealKeys,
  type Signer,
  type TrustAnchor,
} from '@fleet/identity';
import type { Admission } from '@fleet/protocol';
import { removeFile, replaceFile } from './durable-file.js';

/** Who this minion is: keys that were made here and never leave. */
export interface MinionIdentity {
  readonly signer: Signer;
  readonly sealKeys: SealKeys;
  readonly fingerprint: string;
  /** By which it knows plans of its own again; from the seed of its key, so that a machine that joined anew knows none. */
  readonly planKey: Buffer;
}

/** What the master granted: how to connect. `received`: when the JWT came, by the clock of this machine. */
export type Granted = Pick<Admission, 'jwt' | 'servers' | 'tls'> & { readonly received?: number };

/** A file of the identity folder exists and cannot be used: making new keys instead would lose this minion's place in the fleet. */
export class IdentityUnusable extends Error {
  override readonly name = 'IdentityUnusable';
  readonly code = 'identity-unusable';
  constructor(
    readonly file: string,
    options: ErrorOptions,
  ) {
    super('a file of the identity of this minion cannot be used', options);
  }
}

/** `var/lib/fleet/minion/identity`: files of 0600 in a folder of 0700, each replaced as a whole. */
export class IdentityStore {
  constructor(private readonly directory: string) {}

  /** The keys; made now where there are none. */
  async identity(): Promise<MinionIdentity> {
    return (await this.existing()) ?? (await this.#make());
  }

  async existing(): Promise<MinionIdentity | undefined> {
    const stored = await this.#read<{ seed: string; sealKeys: SealKeys }>('keys.json');
    if (!stored) return undefined;
    try {
      const own = signer(stored.seed);
      return {
        signer: own,
        sealKeys: stored.sealKeys,
        fingerprint: fingerprint(own.publicKey, stored.sealKeys.publicKey),
        planKey: derivedKey(stored.seed, 'plans'),
      };
    } catch (cause) {
      throw new IdentityUnusable(join(this.directory, 'keys.json'), { cause });
    }
  }

  async admission(): Promise<Granted | undefined> {
    return this.#read<Granted>('admission.json');
  }

  /** Whom to believe; `undefined` where nobody was pinned yet. */
  async anchor(): Promise<TrustAnchor | undefined> {
    const anchor = await this.#read<TrustAnchor>('trust.json');
    if (anchor) return anchor;
    // Let in by a master of before there were roots: the key that was pinned then is the root now.
    const { masterKey } = (await this.#read<{ masterKey?: string }>('admission.json')) ?? {};
    return masterKey === undefined ? undefined : pinRoot(masterKey);
  }

  async keepAnchor(anchor: TrustAnchor): Promise<void> {
    await this.#write('trust.json', JSON.stringify(anchor));
  }

  async keepAdmission(granted: Granted): Promise<void> {
    await this.#writeAdmission(granted);
    // Its work is done; what it allows should lie around no longer than that.
    await removeFile(join(this.directory, 'join-token'));
  }

  /** A join token that was brought meanwhile wins: the next start enrols with it. */
  async keepRenewed(granted: Granted): Promise<void> {
    if ((await this.joinToken()) === undefined) await this.#writeAdmission(granted);
  }

  async joinToken(): Promise<string | undefined> {
    return readFile(join(this.directory, 'join-token'), 'utf8').catch(absent);
  }

  /** A new token means a new admission: by this master or another. Answers whether there was one before. */
  async keepJoinToken(token: string): Promise<boolean> {
    await this.#write('join-token', token);
    return removeFile(join(this.directory, 'admission.json'));
  }

  async #make(): Promise<MinionIdentity> {
    const stored = { seed: createKeys('user').seed, sealKeys: createSealKeys() };
    await this.#write('keys.json', JSON.stringify(stored));
    return (await this.existing()) as MinionIdentity;
  }

  async #writeAdmission({ jwt, servers, tls, received }: Granted): Promise<void> {
    await this.#write('admission.json', JSON.stringify({ jwt, servers, tls, received }));
  }

  async #write(name: string, text: string): Promise<void> {
    // The folder above is for master and minion, which may be different accounts: made anew, it lets both through.
    const shared = dirname(dirname(this.directory));
    if ((await mkdir(shared, { recursive: true })) !== undefined) await chmod(shared, 0o755);
    await mkdir(this.directory, { recursive: true, mode: 0o700 });
    await replaceFile(join(this.directory, name), text, { durable: true, mode: 0o600 });
  }

  async #read<T>(name: string): Promise<T | undefined> {
    const text = await readFile(join(this.directory, name), 'utf8').catch(absent);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as T;
    } catch (cause) {
      throw new IdentityUnusable(join(this.directory, name), { cause });
    }
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
  return undefined;
}
