import type { Logger } from '@fleet/telemetry';

/** Milliseconds that follow a run: several that end together cost one look. */
const settling = 2_000;

/** Looks at the machine again when its facts may have changed: after a run that changed something, and from time to time. */
export class GrainsKeeper {
  #soon: NodeJS.Timeout | undefined;
  readonly #regular: NodeJS.Timeout | undefined;

  /** @param every milliseconds; 0: only when asked */
  constructor(
    private readonly look: () => Promise<void>,
    private readonly log: Pick<Logger, 'warn'>,
    every: number,
  ) {
    if (every === 0) return;
    this.#regular = setInterval(() => this.#look(), every);
    this.#regular.unref();
  }

  soon(): void {
    this.#soon ??= setTimeout(() => {
      this.#soon = undefined;
      this.#look();
    }, settling);
    this.#soon.unref();
  }

  stop(): void {
    clearTimeout(this.#soon);
    clearInterval(this.#regular);
  }

  #look(): void {
    this.look().catch((error: unknown) => this.log.warn({ error }, 'the grains could not be had anew'));
  }
}
