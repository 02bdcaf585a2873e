import { randomBytes } from 'node:crypto';
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
  /** Those of them that wait for their turn, the next one first. */
  readonly waiting?: () => readonly Jid[];
  readonly draining: () => boolean;
  /** Milliseconds to the server of the bus and back; `undefined` where that cannot be told. */
  readonly rtt: () => Promise<number | undefined>;
  /** Milliseconds between heartbeats, give or take a fifth, so that a fleet does not beat in step. */
  readonly interval?: number;
  readonly random?: () => number;
}

/** Milliseconds for which changes are gathered. */
const soon = 300;

/** Tells the master that this minion is here: a hello with grains for each connection, heartbeats, a goodbye. */
export class Presence {
  #timer: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  /** Exact JSON of the grains that the master was told last. */
  #told: string | undefined;
  /** Of this process: two that take turns under one key are two machines. */
  readonly #instance = randomBytes(8).toString('hex');
  #rtt: number | undefined;

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

  /** Something that a beat tells has changed. */
  tell(): void {
    this.#publish('alive');
  }

  /** The same for what may change many times in a moment. */
  tellSoon(): void {
    if (this.#telling) return;
    this.#telling = setTimeout(() => {
      this.#telling = undefined;
      if (this.#timer) this.tell();
    }, soon);
    this.#telling.unref();
  }

  goodbye(): void {
    this.stop();
    this.#publish('goodbye');
  }

  stop(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#telling);
    this.#timer = this.#telling = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    const random = this.options.random ?? Math.random;
    const delay = this.#interval * (0.8 + 0.4 * random());
    this.#timer = setTimeout(() => void this.#beat(), delay);
    // The connection keeps the process alive, not the clock.
    this.#timer.unref();
  }

  get #interval(): number {
    return this.options.interval ?? 15_000;
  }

  async #beat(): Promise<void> {
    // The next is due whatever becomes of this one.
    this.#schedule();
    this.#rtt = await this.options.rtt();
    if (this.#timer) this.#publish('alive');
  }

  #publish(state: Beat['state'], grains?: ValueMap): void {
    const { minion, version, since, running, draining } = this.options;
    const waiting = this.options.waiting?.() ?? [];
    const beat: Beat = {
      ...{ kind: 'beat', v: 1, state, minion, version, since, running: running(), instance: this.#instance },
      at: Date.now(),
      every: Math.round(this.#interval),
      ...(this.#rtt !== undefined && { rtt: this.#rtt }),
      ...(draining() && { draining: true }),
      ...(waiting.length > 0 && { waiting }),
    };
    if (!grains) return this.options.publish(beat);
    this.#told = stringifyExact(grains);
    this.options.publish({ ...beat, grains: this.#told });
  }
}
