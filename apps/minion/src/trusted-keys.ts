import { followKeysets, goodKeys, verifySigned, type TrustAnchor } from '@fleet/identity';
import type { SignedKeyset } from '@fleet/protocol';
import type { Logger } from '@fleet/telemetry';

export interface TrustedKeysOptions {
  readonly anchor: TrustAnchor;
  /** Puts a newer one on disk, durably, before it counts. */
  readonly keep: (anchor: TrustAnchor) => Promise<void>;
  /** The master's keysets after a serial. */
  readonly ask: (after: number) => Promise<readonly SignedKeyset[]>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly now?: () => number;
}

/** Milliseconds between two questions for a key that the master does not explain: whoever sends nonsense must not make us ask for each. */
const quiet = 5_000;

/**
 * Whose signatures this minion believes. The root was pinned by the join token; which keys sign is what the newest keyset says that leads
 * there. A key that is not known is asked for, once.
 */
export class TrustedKeys {
  #anchor: TrustAnchor;
  #asking: Promise<boolean> | undefined;
  #fruitless = Number.NEGATIVE_INFINITY;
  #followed = Number.NEGATIVE_INFINITY;
  readonly #now: () => number;

  constructor(private readonly options: TrustedKeysOptions) {
    this.#anchor = options.anchor;
    this.#now = options.now ?? Date.now;
  }

  get serial(): number {
    return this.#anchor.serial;
  }

  /** The text that was signed in one of these contexts, and in which; `undefined` where no believed key did. */
  async open<C extends string>(
    contexts: readonly C[],
    signed: unknown,
  ): Promise<{ context: C; text: string } | undefined> {
    const first = this.#verified(contexts, signed);
    if (first !== 'unknown-key') return first;
    if (!(await this.catchUp())) return undefined;
    const second = this.#verified(contexts, signed);
    return second === 'unknown-key' ? undefined : second;
  }

  /** Asks for newer keysets; whether there were any. Those that do not lead from what is believed change nothing. */
  catchUp(): Promise<boolean> {
    if (this.#now() - this.#fruitless < quiet) return Promise.resolve(false);
    this.#asking ??= this.#ask().finally(() => (this.#asking = undefined));
    return this.#asking;
  }

  #verified<C extends string>(
    contexts: readonly C[],
    signed: unknown,
  ): { context: C; text: string } | undefined | 'unknown-key' {
    const keys = goodKeys(this.#anchor, this.#now());
    for (const context of contexts) {
      const verified = verifySigned(keys, context, signed);
      if (verified.ok) return { context, text: verified.text };
      if (verified.reason === 'unknown-key') return 'unknown-key';
    }
    return undefined;
  }

  async #ask(): Promise<boolean> {
    try {
      const followed = followKeysets(this.#anchor, await this.options.ask(this.#anchor.serial));
      if (followed.ok) {
        await this.options.keep(followed.anchor);
        const rootChanged = followed.anchor.root !== this.#anchor.root;
        this.#anchor = followed.anchor;
        this.#followed = this.#now();
        this.options.log.info({ serial: followed.anchor.serial, rootChanged }, 'the keys of the master were replaced');
        return true;
      }
      if (followed.reason !== 'stale')
        this.options.log.error(
          { reason: followed.reason },
          'keysets were offered that the pinned root does not lead to',
        );
    } catch (error) {
      this.options.log.warn({ error }, 'the keys of the master could not be brought up to date');
    }
    // The notice that told of new keys asks for them once more: that is no nonsense, and the next keys may come at any moment.
    if (this.#now() - this.#followed >= quiet) this.#fruitless = this.#now();
    return false;
  }
}
