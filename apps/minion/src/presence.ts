import type { Beat, Jid } from '@fleet/protocol';
import { stringifyExact, type ValueMap } from '@fleet/values';

export interface PresenceOptions {
  readonly minion: string;
  readonly version: string;
  /** When this process started; milliseconds since the epoch. */
  readonly since: number;
  readonly publish: (beat: Beat) => void;
  readonly grains: () => Promise<ValueMap>;
  readonly running: () => readonly Jid[];
  /** Milliseconds between heartbeats, give or take a fifth, so that a fleet does not beat in step. */
  readonly interval?: number;
  readonly random?: () => number;
}

/** Tells the master that this minion is here: a hello with grains for each connection, heartbeats, a goodbye. */
export class Presence {
  #timer: NodeJS.Timeout | undefined;
  /** Exact JSON of the grains that the master was told last. */
  #told: string | undefined;

  constructor(private readonly options: PresenceOptions) {}

  /** At each connection: the master may be a new one that knows nothing of us. */
  async hello(): Promise<void> {
    this.#publish('hello', await this.options.grains());
    this.#schedule();
  }

  /** After a look at the machine: the master hears of it where something is not as it was told. */
  async report(): Promise<void> {
    const grains = await this.options.grains();
    if (stringifyExact(grains) !== this.#told) this.#publish('alive', grains);
  }

  goodbye(): void {
    this.stop();
    this.#publish('goodbye');
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const random = this.options.random ?? Math.random;
    const delay = (this.options.interval ?? 15_000) * (0.8 + 0.4 * random());
    this.#timer = setTimeout(() => {
      this.#publish('alive');
      this.#schedule();
    }, delay);
    // The connection keeps the process alive, not the clock.
    this.#timer.unref();
  }

  #publish(state: Beat['state'], grains?: ValueMap): void {
    const { minion, version, since, running } = this.options;
    const beat: Beat = { kind: 'beat', v: 1, state, minion, version, since, running: running() };
    if (!grains) return this.options.publish(beat);
    this.#told = stringifyExact(grains);
    this.options.publish({ ...beat, grains: this.#told });
  }
}
